import Foundation
import Synchronization

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Ports on 127.0.0.1 that are nobody else's while this process lives.
///
/// A port that the system chose and that was let go again may be another's by the time a server listens on it: an outgoing
/// connection's, or that of a server in a test beside this one. These are below what the system hands out by itself, one is handed
/// out again only after a thousand others, and a lock keeps the tests of another process off them.
package enum LoopbackPort {
    /// Linux hands out 32768 to 60999 by itself, macOS from 49152.
    private static let blocks = stride(from: 16_384, to: 32_768, by: size).map { $0..<$0 + size }
    private static let size = 1024
    private static let claimed = Mutex<(block: Range<Int>, next: Int)?>(nil)

    /// A port that nobody listens on, and that is nobody else's from now on.
    package static func claim() throws -> Int {
        try claimed.withLock { claimed in
            var (block, next) = try claimed ?? lockedBlock()
            defer { claimed = (block, next) }
            for _ in block {
                let port = next
                next = next + 1 < block.upperBound ? next + 1 : block.lowerBound
                if isFree(port) { return port }
            }
            throw ServerFailure(what: "no free port on 127.0.0.1 from \(block.lowerBound) to \(block.upperBound - 1)", log: "")
        }
    }

    /// A block whose lock this process took, and holds until it ends.
    private static func lockedBlock() throws -> (block: Range<Int>, next: Int) {
        let folder = NSTemporaryDirectory() + "/daypass-test-ports-\(getuid())"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        for block in blocks {
            let descriptor = open("\(folder)/\(block.lowerBound)", O_RDWR | O_CREAT | O_CLOEXEC, 0o666)
            guard descriptor >= 0 else { continue }
            if flock(descriptor, LOCK_EX | LOCK_NB) == 0 { return (block, block.lowerBound) }
            close(descriptor)
        }
        throw ServerFailure(what: "every block of ports is locked by another process that tests: see \(folder)", log: "")
    }

    private static func isFree(_ port: Int) -> Bool {
        let descriptor = socket(AF_INET, LoopbackServer.streamSocket, 0)
        defer { close(descriptor) }
        // As servers do it: what is left of ended connections doesn't keep the port.
        var reuses: Int32 = 1
        setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &reuses, socklen_t(MemoryLayout<Int32>.size))
        var address = LoopbackServer.loopback(port: UInt16(port))
        return withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
            }
        }
    }
}
