import CLibExpat

/// Owns an expat parser and passes its callbacks on to a sink.
final class ExpatParser {
    private let parser: OpaquePointer
    // Kept alive here, because expat holds an unretained reference as user data.
    private let sink: ExpatSink

    init(_ sink: ExpatSink) throws(XMLFailure) {
        // The encoding is given, so that expat does not find out UTF-16 by itself; a declared one is looked at too.
        guard let parser = XML_ParserCreate("UTF-8") else { throw XMLFailure(kind: .outOfMemory(function: "XML_ParserCreate")) }
        self.parser = parser
        self.sink = sink
        XML_SetUserData(parser, Unmanaged.passUnretained(sink).toOpaque())
        XML_SetElementHandler(parser, { data, name, _ in sinkOf(data)?.start(name) }, { data, _ in sinkOf(data)?.end() })
        XML_SetCharacterDataHandler(parser) { sinkOf($0)?.text($1, Int($2)) }
        XML_SetStartDoctypeDeclHandler(parser) { data, name, _, _, _ in sinkOf(data)?.documentType(name) }
        // The document type handler comes first; this stands behind it.
        XML_SetEntityDeclHandler(parser) { data, _, _, _, _, _, _, _, _ in sinkOf(data)?.documentType(nil) }
        XML_SetXmlDeclHandler(parser) { data, _, encoding, _ in sinkOf(data)?.encoding(encoding) }
        // Called by expat's callbacks only, hence while the parser is there.
        sink.stop = { [parser] in
            let place = currentPlace(parser)
            _ = XML_StopParser(parser, XML_Bool(XML_FALSE))
            return place
        }
    }

    deinit { XML_ParserFree(parser) }

    /// Bytes of the document that expat has seen but not understood yet: a token whose end has not arrived.
    func pending(of fed: Int) -> Int {
        let index = Int(XML_GetCurrentByteIndex(parser))
        return index < 0 ? 0 : fed - index
    }

    func parse(_ bytes: UnsafeBufferPointer<UInt8>, isLast: Bool) throws(XMLFailure) {
        // The length is an int in C.
        var rest = bytes
        repeat {
            let piece = UnsafeBufferPointer(rebasing: rest.prefix(Int(Int32.max)))
            rest = UnsafeBufferPointer(rebasing: rest.dropFirst(piece.count))
            let isLast = isLast && rest.isEmpty
            try call {
                piece.withMemoryRebound(to: CChar.self) { XML_Parse(parser, $0.baseAddress, Int32($0.count), isLast ? 1 : 0) }
            }
        } while !rest.isEmpty
    }

    /// The one way into expat for what can fail.
    private func call(_ body: () -> XML_Status) throws(XMLFailure) {
        let status = body()
        if let failure = sink.failure { throw failure }
        guard status != XML_STATUS_OK else { return }
        let code = XML_GetErrorCode(parser)
        switch code {
        case XML_ERROR_NO_MEMORY: throw failure(.outOfMemory(function: "XML_Parse"))
        // These are what expat says of an end before the end; within the document it waits for more.
        case XML_ERROR_NO_ELEMENTS, XML_ERROR_UNCLOSED_TOKEN, XML_ERROR_PARTIAL_CHAR, XML_ERROR_UNCLOSED_CDATA_SECTION:
            throw failure(.cutOff)
        default: throw failure(.malformed(XML_ErrorString(code).map { String(cString: $0) } ?? "error \(code.rawValue)"))
        }
    }

    func failure(_ kind: XMLFailure.Kind) -> XMLFailure {
        let place = currentPlace(parser)
        return XMLFailure(kind: kind, line: place.line, column: place.column)
    }
}

private func sinkOf(_ data: UnsafeMutableRawPointer?) -> ExpatSink? {
    data.map { Unmanaged<ExpatSink>.fromOpaque($0).takeUnretainedValue() }
}

/// expat counts lines from 1 and columns from 0.
private func currentPlace(_ parser: OpaquePointer) -> (line: Int, column: Int) {
    (Int(XML_GetCurrentLineNumber(parser)), Int(XML_GetCurrentColumnNumber(parser)) + 1)
}
