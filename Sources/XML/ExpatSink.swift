import CLibExpat

/// What expat's callbacks arrive at. A class without type parameters, since C can't carry any; ``EventSink`` knows the
/// handler.
class ExpatSink {
    /// Why reading stops. The first stays: expat may call once more after it was told to stop.
    private(set) var failure: XMLFailure?
    /// Stops expat and says where it is; afterwards it would say where it has stopped, which is further on.
    var stop: () -> (line: Int, column: Int) = { (1, 1) }

    func fail(_ kind: XMLFailure.Kind) {
        guard failure == nil else { return }
        let place = stop()
        failure = XMLFailure(kind: kind, line: place.line, column: place.column)
    }

    func start(_ name: UnsafePointer<XML_Char>?) {}
    func end() {}
    func text(_ characters: UnsafePointer<XML_Char>?, _ count: Int) {}

    /// `<!DOCTYPE name`
    func documentType(_ name: UnsafePointer<XML_Char>?) {
        fail(name.map { String(cString: $0) }?.lowercased() == "html" ? .webPage : .documentType)
    }

    /// `<?xml version="1.0" encoding="…"?>`
    func encoding(_ name: UnsafePointer<XML_Char>?) {
        guard let name = name.map({ String(cString: $0) }) else { return }
        if !["utf-8", "us-ascii"].contains(name.lowercased()) { fail(.encoding(name)) }
    }
}
