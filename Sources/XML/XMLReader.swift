/// Reads an XML document as it arrives, piece by piece, and tells a handler what is in it.
///
/// Meant for answers of services: UTF-8 without document types and entities, elements and text, attributes and
/// namespaces without meaning. One at a time uses it.
package final class XMLReader<Handler: XMLHandler> {
    private let limits: XMLLimits
    private let parser: ExpatParser
    private let sink: EventSink<Handler>
    /// Pieces smaller than `gathered` are collected first: see ``XMLLimits/tokenBytes``.
    private var gathered: [UInt8] = []
    private let gatheredBytes: Int
    private var fed = 0
    private var hasBegun = false
    private var failure: XMLFailure?

    /// Throws if there is no memory for a parser.
    package convenience init(_ handler: Handler, limits: XMLLimits = .standard) throws(XMLFailure) {
        try self.init(handler, limits: limits, gatheredBytes: 4096)
    }

    init(_ handler: Handler, limits: XMLLimits, gatheredBytes: Int) throws(XMLFailure) {
        self.limits = limits
        self.gatheredBytes = gatheredBytes
        sink = EventSink(handler, limits: limits)
        parser = try ExpatParser(sink)
    }

    /// The handler as it is now.
    package var handler: Handler { sink.handler }

    /// Takes the next piece of the document, of any size. The events of a small one may come with a later call.
    /// After a failure each call fails the same way.
    package func feed(_ bytes: some Sequence<UInt8>) throws(XMLFailure) {
        let result = bytes.withContiguousStorageIfAvailable { piece in
            Result { () throws(XMLFailure) in try take(piece) }
        }
        if let result { return try result.get() }
        try feed(Array(bytes))
    }

    /// Says that the document has ended, and gives the handler back.
    @discardableResult
    package func finish() throws(XMLFailure) -> Handler {
        try remembering { () throws(XMLFailure) in
            try flush(isLast: true)
            // White space alone ends without an element, too.
            guard hasBegun else { throw XMLFailure(kind: .empty) }
        }
        return sink.handler
    }

    private func take(_ piece: UnsafeBufferPointer<UInt8>) throws(XMLFailure) {
        try remembering { () throws(XMLFailure) in
            guard piece.count <= limits.bytes - fed - gathered.count else { throw parser.failure(.tooLarge(limit: limits.bytes)) }
            guard gathered.isEmpty, piece.count >= gatheredBytes else {
                gathered.append(contentsOf: piece)
                if gathered.count >= gatheredBytes { try flush(isLast: false) }
                return
            }
            try parse(piece, isLast: false)
        }
    }

    private func flush(isLast: Bool) throws(XMLFailure) {
        let bytes = gathered
        gathered.removeAll(keepingCapacity: true)
        let result = bytes.withUnsafeBufferPointer { bytes in
            Result { () throws(XMLFailure) in try parse(bytes, isLast: isLast) }
        }
        try result.get()
    }

    private func parse(_ bytes: UnsafeBufferPointer<UInt8>, isLast: Bool) throws(XMLFailure) {
        try checkBeginning(bytes)
        if !hasBegun, isLast { return }
        fed += bytes.count
        try parser.parse(bytes, isLast: isLast)
        guard parser.pending(of: fed) <= limits.tokenBytes else { throw parser.failure(.tokenTooLong(limit: limits.tokenBytes)) }
    }

    /// What doesn't begin as XML is named for what it is; expat would only speak of an invalid token.
    private func checkBeginning(_ bytes: UnsafeBufferPointer<UInt8>) throws(XMLFailure) {
        guard !hasBegun, let start = bytes.firstIndex(where: { $0 != 0x20 && !(0x09...0x0D).contains($0) }) else { return }
        hasBegun = true
        // In XML it is written with capitals, in HTML as one likes.
        let doctype = "<!doctype html"
        if String(decoding: bytes[start...].prefix(doctype.utf8.count), as: UTF8.self).lowercased() == doctype {
            throw XMLFailure(kind: .webPage)
        }
        switch bytes[start] {
        case UInt8(ascii: "<"), 0xEF: break
        case 0xFE, 0xFF: throw XMLFailure(kind: .encoding("UTF-16"))
        default: throw XMLFailure(kind: .notXML)
        }
    }

    private func remembering(_ body: () throws(XMLFailure) -> Void) throws(XMLFailure) {
        if let failure { throw failure }
        do { try body() } catch {
            failure = error
            throw error
        }
    }
}
