import CLibExpat

/// What expat's callbacks arrive at. It is without type parameters, since C can't carry any and Swift is slow with them
/// behind a virtual call; what concerns the handler is left to ``EventSink``.
class ExpatSink {
    /// Why reading stops. The first stays: expat may call once more after it was told to stop.
    final private(set) var failure: XMLFailure?
    /// Stops expat and says where it is; afterwards it would say where it has stopped, which is further on.
    final var stop: () -> (line: Int, column: Int) = { (1, 1) }
    /// The numbers of the open elements' names.
    final private(set) var path: [UInt16] = []
    /// Since the last tag.
    final private(set) var collected: [UInt8] = []
    private final var names = NameTable()
    private final let limits: XMLLimits

    init(limits: XMLLimits) { self.limits = limits }

    /// A name occurs for the first time; its number is one more than the last one's.
    func learn(_ name: String) {}

    func started() throws(XMLFailure) {}

    func ended() throws(XMLFailure) {}

    final func start(_ name: UnsafePointer<XML_Char>?) {
        guard failure == nil, let name else { return }
        let local = localName(name)
        guard path.count < limits.depth else { return fail(.tooDeep(limit: limits.depth)) }
        let known = names.count
        guard let number = names.number(of: local) else { return fail(.tooManyNames(limit: NameTable.most)) }
        if number == known {
            let name = String(decoding: local, as: UTF8.self)
            if path.isEmpty, name.lowercased() == "html" { return fail(.webPage) }
            learn(name)
        }
        path.append(number)
        collected.removeAll(keepingCapacity: true)
        do { try started() } catch { fail(error.kind) }
    }

    final func end() {
        guard failure == nil else { return }
        do { try ended() } catch { fail(error.kind) }
        path.removeLast()
        collected.removeAll(keepingCapacity: true)
    }

    final func text(_ characters: UnsafePointer<XML_Char>?, _ count: Int) {
        guard failure == nil, let characters else { return }
        guard collected.count + count <= limits.textBytes else { return fail(.textTooLong(limit: limits.textBytes)) }
        collected.append(contentsOf: UnsafeRawBufferPointer(start: characters, count: count))
    }

    /// `<!DOCTYPE name`
    final func documentType(_ name: UnsafePointer<XML_Char>?) {
        fail(name.map { String(cString: $0) }?.lowercased() == "html" ? .webPage : .documentType)
    }

    /// `<?xml version="1.0" encoding="…"?>`
    final func encoding(_ name: UnsafePointer<XML_Char>?) {
        guard let name = name.map({ String(cString: $0) }) else { return }
        if !["utf-8", "us-ascii"].contains(name.lowercased()) { fail(.encoding(name)) }
    }

    private final func fail(_ kind: XMLFailure.Kind) {
        guard failure == nil else { return }
        let place = stop()
        failure = XMLFailure(kind: kind, line: place.line, column: place.column)
    }
}

/// The name without its namespace's prefix.
private func localName(_ name: UnsafePointer<XML_Char>) -> UnsafeBufferPointer<UInt8> {
    var start = 0
    var end = 0
    while name[end] != 0 {
        if name[end] == XML_Char(bitPattern: UInt8(ascii: ":")) { start = end + 1 }
        end += 1
    }
    let bytes = UnsafeRawPointer(name + start).assumingMemoryBound(to: UInt8.self)
    return UnsafeBufferPointer(start: bytes, count: end - start)
}
