import Foundation

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A program that a test starts and may kill in the middle.
package final class Program: @unchecked Sendable {
    // Unchecked: `Process` isn't Sendable; it is only asked for its pid and state after it was started, and those calls
    // are safe on any thread.
    private let process = Process()
    private let ended: AsyncStream<Void>

    /// Starts `arguments`, whose first is a path. Standard output and error go to `log`, or nowhere.
    package init(_ arguments: [String], in directory: String, environment: [String: String], log: String? = nil) throws {
        process.executableURL = URL(fileURLWithPath: arguments[0])
        process.arguments = Array(arguments.dropFirst())
        process.currentDirectoryURL = URL(fileURLWithPath: directory)
        process.environment = Shell.hermetic.merging(environment) { $1 }
        process.standardInput = FileHandle.nullDevice
        if let log {
            _ = FileManager.default.createFile(atPath: log, contents: nil)
            let handle = try FileHandle(forWritingTo: URL(fileURLWithPath: log))
            (process.standardOutput, process.standardError) = (handle, handle)
        } else {
            (process.standardOutput, process.standardError) = (FileHandle.nullDevice, FileHandle.nullDevice)
        }
        let process = process
        ended = AsyncStream { stream in process.terminationHandler = { _ in stream.finish() } }
        try process.run()
        if let log = process.standardOutput as? FileHandle, log !== FileHandle.nullDevice { try? log.close() }
    }

    package func signal(_ number: Int32) { kill(process.processIdentifier, number) }

    /// Waits until it has stopped (SIGSTOP), as `/proc` tells.
    package func untilStopped(within deadline: Duration = .seconds(60)) async throws {
        let clock = ContinuousClock()
        let end = clock.now + deadline
        while true {
            let status = try? String(contentsOfFile: "/proc/\(process.processIdentifier)/stat", encoding: .utf8)
            // The state stands behind the name, which is in parentheses (proc(5)).
            if status?.split(separator: ")").last?.hasPrefix(" T") ?? false { return }
            guard process.isRunning, clock.now < end else { throw ServerFailure(what: "it didn't stop", log: status ?? "") }
            try await clock.sleep(for: .milliseconds(5))
        }
    }

    /// Waits for its end.
    /// - Returns: the exit code, or 128 + the signal that ended it.
    package func wait() async -> Int32 {
        for await _ in ended {}
        process.terminationHandler = nil
        return process.terminationReason == .uncaughtSignal ? 128 + process.terminationStatus : process.terminationStatus
    }
}
