import CLibExpat

/// Makes a handler's events of expat's.
final class EventSink<Handler: XMLHandler>: ExpatSink {
    private(set) var handler: Handler
    private let limits: XMLLimits
    private var path = XMLPath<Handler.Name>()
    private var names = NameTable<Handler.Name>()
    private var collected: [UInt8] = []

    init(_ handler: Handler, limits: XMLLimits) {
        self.handler = handler
        self.limits = limits
    }

    override func start(_ name: UnsafePointer<XML_Char>?) {
        guard failure == nil, let name else { return }
        let local = localName(name)
        if path.depth == 0, local.count == 4, String(decoding: local, as: UTF8.self).lowercased() == "html" { return fail(.webPage) }
        guard path.depth < limits.depth else { return fail(.tooDeep(limit: limits.depth)) }
        path.push(names.name(local))
        collected.removeAll(keepingCapacity: true)
        do { try handler.start(path) } catch { fail(error.kind) }
    }

    override func end() {
        guard failure == nil else { return }
        do { try handler.end(path, text: XMLText(bytes: collected)) } catch { fail(error.kind) }
        path.pop()
        collected.removeAll(keepingCapacity: true)
    }

    override func text(_ characters: UnsafePointer<XML_Char>?, _ count: Int) {
        guard failure == nil, let characters else { return }
        guard collected.count + count <= limits.textBytes else { return fail(.textTooLong(limit: limits.textBytes)) }
        collected.append(contentsOf: UnsafeRawBufferPointer(start: characters, count: count))
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
