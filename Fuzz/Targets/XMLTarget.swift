import XML

/// A document says the same in whatever pieces it arrives, up to where it fails.
func fuzzXML(_ bytes: [UInt8]) throws(Broken) {
    let limits = XMLLimits(bytes: 256 * 1024, depth: 12, textBytes: 4096, tokenBytes: 8192)
    let whole = read(bytes, pieces: bytes.count, limits: limits)
    let again = read(bytes, pieces: 5000, limits: limits)
    if whole.failure == nil {
        try require(whole == again, "in pieces: \(again.failure.map(\.description) ?? "another document")")
    } else if let failure = again.failure {
        try require(isOneLine(failure.description), "the words of the failure aren't one line")
    } else {
        // Only what one piece is too long for may become readable in pieces, and nothing does.
        throw Broken("in pieces it can be read")
    }
    try require(whole.handler.isClosed || whole.failure != nil, "elements are left open")
}

private struct Reading: Equatable {
    var handler: Transcript
    var failure: XMLFailure?
}

private func read(_ bytes: [UInt8], pieces: Int, limits: XMLLimits) -> Reading {
    let reader: XMLReader<Transcript>
    do { reader = try XMLReader(Transcript(), limits: limits) } catch { return Reading(handler: Transcript(), failure: error) }
    do throws(XMLFailure) {
        var rest = bytes[...]
        while !rest.isEmpty {
            try reader.feed(rest.prefix(pieces))
            rest = rest.dropFirst(pieces)
        }
        return Reading(handler: try reader.finish())
    } catch {
        return Reading(handler: reader.handler, failure: error)
    }
}

/// All that was told of a document.
private struct Transcript: XMLHandler, Equatable {
    enum Name: String {
        case response = "GetAccountAuthorizationDetailsResponse"
        case member, a, b
    }

    private var events: [String] = []
    private var open = 0

    var isClosed: Bool { open == 0 }

    mutating func start(_ path: XMLPath<Name>) {
        open += 1
        precondition(path.depth == open, "the path has another depth than there are open elements")
        events.append("<\(path.name?.rawValue ?? "?") in \(path.parent?.rawValue ?? "?")")
    }

    mutating func end(_ path: XMLPath<Name>, text: XMLText) {
        precondition(path.depth == open, "the path has another depth than there are open elements")
        open -= 1
        events.append("\(path.name?.rawValue ?? "?")> \(text.bytes)")
    }
}
