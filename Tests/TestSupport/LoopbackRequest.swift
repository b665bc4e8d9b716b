import Foundation

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// One HTTP request to a server on this machine, to prepare it and look into it; not for what is tested.
package enum LoopbackRequest {
    /// Sends and returns the body of a 200; throws what came else.
    @discardableResult
    package static func send(_ method: String, port: Int, _ path: String, headers: [String: String] = [:], body: String = "") throws
        -> String
    {
        var fields = headers
        fields["Host"] = "127.0.0.1:\(port)"
        fields["Connection"] = "close"
        fields["Content-Length"] = "\(body.utf8.count)"
        let head = "\(method) \(path) HTTP/1.1\r\n" + fields.map { "\($0): \($1)\r\n" }.joined() + "\r\n"
        let answer = try exchange(Array((head + body).utf8), port: port)
        guard let end = answer.firstRange(of: "\r\n\r\n") else { throw ServerFailure(what: "no answer to \(method) \(path)", log: answer) }
        guard answer.prefix(12).hasSuffix(" 200") else { throw ServerFailure(what: "\(method) \(path)", log: answer) }
        return String(answer[end.upperBound...])
    }

    private static func exchange(_ request: [UInt8], port: Int) throws -> String {
        let descriptor = socket(AF_INET, LoopbackServer.streamSocket, 0)
        defer { close(descriptor) }
        var address = LoopbackServer.loopback(port: UInt16(port))
        let connected = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0 }
        }
        guard connected else { throw ServerFailure(what: "nothing listens on \(port)", log: "") }
        var rest = request[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
            guard count > 0 else { throw ServerFailure(what: "\(port) takes no request", log: "") }
            rest = rest.dropFirst(count)
        }
        var answer: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 65536)
        while true {
            let count = read(descriptor, &chunk, chunk.count)
            guard count > 0 else { return String(decoding: answer, as: UTF8.self) }
            answer += chunk[..<count]
        }
    }
}
