import Foundation

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A server on 127.0.0.1 that a test starts and that ends with it (`Servers/supervise.py` sees to that even when
/// the test is killed).
package final class LoopbackServer: @unchecked Sendable {
    package let port: Int
    /// What the server wrote to its standard output and error, for a failing test's message.
    package let logPath: String
    private let process: Process
    private let lifeline: Pipe
    private let directory: TemporaryDirectory

    /// Starts `command`, in which `{port}` stands for a free port, and waits until the port accepts a connection.
    package init(
        _ command: [String],
        environment: [String: String] = [:],
        port chosen: Int? = nil,
        readyWithin deadline: Duration = .seconds(60)
    ) async throws {
        let port = try chosen ?? LoopbackPort.claim()
        self.port = port
        directory = TemporaryDirectory()
        logPath = directory("log")
        process = Process()
        lifeline = Pipe()
        guard let supervisor = Bundle.module.path(forResource: "supervise", ofType: "py", inDirectory: "Servers") else {
            throw ServerFailure(what: "Servers/supervise.py is missing from the test bundle", log: "")
        }
        _ = FileManager.default.createFile(atPath: logPath, contents: nil)
        let log = try FileHandle(forWritingTo: URL(fileURLWithPath: logPath))
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["python3", supervisor] + command.map { $0.replacingOccurrences(of: "{port}", with: "\(port)") }
        process.environment = Shell.hermetic.merging(environment) { $1 }
        process.standardInput = lifeline
        process.standardOutput = log
        process.standardError = log
        try process.run()
        let clock = ContinuousClock()
        let end = clock.now + deadline
        while !Self.accepts(port) {
            guard process.isRunning, clock.now < end else {
                stop()
                throw ServerFailure(what: "\(command.first ?? "") did not listen on \(port)", log: self.log)
            }
            try await clock.sleep(for: .milliseconds(20))
        }
    }

    deinit { stop() }

    /// Ends the server; done by itself when the value goes.
    package func stop() {
        try? lifeline.fileHandleForWriting.close()
        if process.isRunning { process.waitUntilExit() }
    }

    package var log: String { (try? String(contentsOfFile: logPath, encoding: .utf8)) ?? "" }

    /// The path of a script in `Servers/`.
    package static func script(_ name: String) -> String {
        Bundle.module.resourcePath.map { $0 + "/Servers/" + name } ?? name
    }

    private static func accepts(_ port: Int) -> Bool {
        let descriptor = socket(AF_INET, streamSocket, 0)
        defer { close(descriptor) }
        var address = loopback(port: UInt16(port))
        return withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
            }
        }
    }

    static var streamSocket: Int32 {
        #if canImport(Glibc)
            Int32(SOCK_STREAM.rawValue)
        #else
            SOCK_STREAM
        #endif
    }

    static func loopback(port: UInt16) -> sockaddr_in {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        return address
    }
}

/// A server that a test relies on did not come up.
package struct ServerFailure: Error, CustomStringConvertible {
    package let what: String
    package let log: String

    package init(what: String, log: String) { (self.what, self.log) = (what, log) }

    package var description: String { "\(what)\n\(log)" }
}
