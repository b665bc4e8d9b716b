@testable import XML

/// Writes down what a document says.
struct Recorder: XMLHandler {
    enum Name: String {
        case answer
        case user = "User"
        case name = "UserName"
        case item = "member"
    }

    var events: [String] = []
    /// Throws at the end of an element with this text.
    var refuses: String?

    mutating func start(_ path: XMLPath<Name>) throws(XMLFailure) {
        events.append("\(path.depth)<\(path.name?.rawValue ?? "?")")
    }

    mutating func end(_ path: XMLPath<Name>, text: XMLText) throws(XMLFailure) {
        if text.string == refuses { throw XMLFailure(kind: .unexpected("not this")) }
        events.append("\(path.depth)>\(path.name?.rawValue ?? "?")" + (text.isBlank ? "" : "=\(text.string)"))
    }

    /// The events of a document that is fed in pieces of `size` bytes.
    static func events(_ bytes: [UInt8], by size: Int, gatheredBytes: Int = 0, limits: XMLLimits = .standard) throws(XMLFailure) -> [String]
    {
        let reader = try XMLReader(Recorder(), limits: limits, gatheredBytes: gatheredBytes)
        var rest = bytes[...]
        while !rest.isEmpty {
            try reader.feed(rest.prefix(size))
            rest = rest.dropFirst(size)
        }
        return try reader.finish().events
    }

    static func events(_ text: String, limits: XMLLimits = .standard) throws(XMLFailure) -> [String] {
        try events(Array(text.utf8), by: .max, limits: limits)
    }
}
