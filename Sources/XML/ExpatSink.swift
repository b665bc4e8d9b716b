import CLibExpat

/// What expat's callbacks arrive at. It is without type parameters, since C can't carry any and Swift is slow with them
/// behind a virtual call; what concerns the handler is left to ``EventSink``.
class ExpatSink {
    /// Why reading stops. The first stays: expat may call once more after it was told to stop.
    final private(set) var failure: XMLFailure?
    /// Stops expat and says where it is; afterwards it would say where it has stopped, which is further on.
    final var stop: () -> (line: Int, column: Int) = { (1, 1) }
    /// What has been gathered, in one place: each access to a class's property costs a check for exclusivity.
    final private(set) var state: State

    struct State {
        /// The numbers of the open elements' names.
        var path: [UInt16] = []
        /// The text since the last tag.
        var collected: [UInt8] = []
        var names = NameTable()
        var isStopped = false
        let limits: XMLLimits
    }

    init(limits: XMLLimits) { state = State(limits: limits) }

    /// A name occurs for the first time; its number is one more than the last one's.
    func learn(_ name: String) {}

    func started() throws(XMLFailure) {}

    func ended() throws(XMLFailure) {}

    final func start(_ name: UnsafePointer<XML_Char>?) {
        guard let name else { return }
        switch state.start(localName(name)) {
        case .goOn: break
        case .learn(let name, isRoot: true) where name.lowercased() == "html": return fail(.webPage)
        case .learn(let name, _): learn(name)
        case .stop(let reason):
            if let reason { fail(reason) }
            return
        }
        do { try started() } catch { fail(error.kind) }
    }

    final func end() {
        guard !state.isStopped else { return }
        do { try ended() } catch { fail(error.kind) }
        state.end()
    }

    final func text(_ characters: UnsafePointer<XML_Char>?, _ count: Int) {
        guard let characters else { return }
        if !state.append(UnsafeRawBufferPointer(start: characters, count: count)) { fail(.textTooLong(limit: state.limits.textBytes)) }
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
        state.isStopped = true
        failure = XMLFailure(kind: kind, line: place.line, column: place.column)
    }
}

extension ExpatSink.State {
    enum Step {
        case goOn
        case learn(String, isRoot: Bool)
        /// For this reason, or because reading has been stopped already.
        case stop(XMLFailure.Kind?)
    }

    fileprivate mutating func start(_ name: UnsafeBufferPointer<UInt8>) -> Step {
        guard !isStopped else { return .stop(nil) }
        guard path.count < limits.depth else { return .stop(.tooDeep(limit: limits.depth)) }
        let known = names.count
        guard let number = names.number(of: name) else { return .stop(.tooManyNames(limit: NameTable.most)) }
        path.append(number)
        collected.removeAll(keepingCapacity: true)
        return number == known ? .learn(String(decoding: name, as: UTF8.self), isRoot: path.count == 1) : .goOn
    }

    fileprivate mutating func end() {
        path.removeLast()
        collected.removeAll(keepingCapacity: true)
    }

    /// False if it gets too long.
    fileprivate mutating func append(_ text: UnsafeRawBufferPointer) -> Bool {
        guard !isStopped else { return true }
        guard collected.count + text.count <= limits.textBytes else { return false }
        collected.append(contentsOf: text)
        return true
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
