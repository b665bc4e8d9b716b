/// Takes a response's body as it arrives, for example a push parser.
///
/// The client calls it on its own thread, one call at a time; other transfers wait meanwhile, so it should not block.
/// Whatever it throws ends the transfer with ``HTTPFailure/Kind/sinkRefused``.
package protocol BodySink {
    /// Called once, before any of the body. By default does nothing.
    mutating func begin(_ head: ResponseHead) throws

    /// Some bytes, never none; 16 KiB at the most.
    mutating func receive(_ bytes: Span<UInt8>) throws
}

extension BodySink {
    package mutating func begin(_ head: ResponseHead) throws {}
}

/// A sink that keeps the whole body.
struct BodyCollector: BodySink {
    private(set) var bytes: [UInt8] = []

    mutating func begin(_ head: ResponseHead) {
        // A hint, and only for what is likely to come: the length is the server's word.
        if let length = head.headers["Content-Length"].flatMap({ Int($0) }), length > 0 {
            bytes.reserveCapacity(min(length, 1 << 20))
        }
    }

    mutating func receive(_ chunk: Span<UInt8>) {
        chunk.withUnsafeBufferPointer { bytes.append(contentsOf: $0) }
    }
}

/// Where a transfer delivers to a sink.
final class SinkReceiver<Sink: BodySink>: BodyReceiver {
    private(set) var sink: Sink

    init(_ sink: Sink) { self.sink = sink }

    func begin(_ head: ResponseHead) throws { try sink.begin(head) }

    func receive(_ bytes: UnsafeRawBufferPointer) throws -> Reception {
        let typed = bytes.assumingMemoryBound(to: UInt8.self)
        if !typed.isEmpty { try sink.receive(typed.span) }
        return .taken
    }
}
