import HTTP
import Testing

struct BlockingExchangeTests {
    /// Reads to the end with a buffer of `size`.
    static func readAll(_ exchange: BlockingExchange, by size: Int = 4096) throws(HTTPFailure) -> [UInt8] {
        var all: [UInt8] = []
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: size, alignment: 1)
        defer { buffer.deallocate() }
        while true {
            let count = try exchange.read(into: buffer)
            if count == 0 { return all }
            all += buffer[..<count]
        }
    }

    @Test(arguments: [1, 1000, 1 << 20])
    func theBodyIsPulledInPieces(size: Int) async throws {
        let server = try await HostileServer()
        let session = try BlockingSession(configuration: HostileServer.configuration())
        let length = size == 1 ? 1000 : 3_000_000
        let exchange = try BlockingExchange(Request(.get, server.origin + "/bytes/\(length)"), session: session)
        #expect(try exchange.head().status == 200)
        #expect(try Self.readAll(exchange, by: size) == (0..<length).map { UInt8($0 % 251) })
    }
}
