import HTTP
import XML

/// Reads an answer's body while it arrives. It takes whatever comes: what a body is worth depends on the status too.
struct AnswerSink<Handler: AnswerHandler>: BodySink {
    private let reader: XMLReader<Handler>
    private var failure: XMLFailure?
    /// How the body begins, for a message about one that is no answer.
    private(set) var beginning: [UInt8] = []

    /// Bytes of the beginning that are kept: whatever secret begins in the excerpt ends in them, so that it is recognised.
    private static var kept: Int { 4096 }

    init(_ handler: Handler) throws(XMLFailure) { reader = try XMLReader(handler) }

    mutating func receive(_ bytes: Span<UInt8>) {
        bytes.withUnsafeBufferPointer { bytes in
            if beginning.count < Self.kept { beginning.append(contentsOf: bytes.prefix(Self.kept - beginning.count)) }
            guard failure == nil else { return }
            do throws(XMLFailure) { try reader.feed(bytes) } catch { failure = error }
        }
    }

    /// What was read, once the body has ended.
    func finish() throws(XMLFailure) -> Handler {
        if let failure { throw failure }
        return try reader.finish()
    }
}
