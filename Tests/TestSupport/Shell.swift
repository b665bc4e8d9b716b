import Foundation

/// What a finished program said.
package struct Finished: Sendable {
    /// The exit code, or 128 + the signal that ended it.
    package let code: Int32
    package let output: String
    package let errors: String
}

/// Runs programs of the machine for a test.
package enum Shell {
    /// Runs `arguments` (the first is looked up in PATH) to its end. Standard input is empty unless `input` is given.
    package static func run(
        _ arguments: [String],
        in directory: String? = nil,
        environment: [String: String] = [:],
        input: String? = nil
    ) async throws -> Finished {
        await turnstile.enter()
        do {
            let finished = try await runAtOnce(arguments, in: directory, environment: environment, input: input)
            await turnstile.leave()
            return finished
        } catch {
            await turnstile.leave()
            throw error
        }
    }

    /// Tests of a process run all at once; their programs take turns. More at a time would only wait for the cores, and
    /// with a thousand open files Foundation's `Process` reads past the end of `/proc/self/fd` and crashes.
    private static let turnstile = Turnstile(places: 12)

    private static func runAtOnce(
        _ arguments: [String], in directory: String?, environment: [String: String], input: String?
    ) async throws -> Finished {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = arguments
        process.environment = hermetic.merging(environment) { $1 }
        if let directory { process.currentDirectoryURL = URL(fileURLWithPath: directory) }
        let output = Pipe()
        let errors = Pipe()
        let standardInput = Pipe()
        process.standardOutput = output
        process.standardError = errors
        process.standardInput = standardInput
        let ended = AsyncStream<Void> { stream in process.terminationHandler = { _ in stream.finish() } }
        try process.run()
        if let input { try? standardInput.fileHandleForWriting.write(contentsOf: Data(input.utf8)) }
        try? standardInput.fileHandleForWriting.close()
        async let text = readAll(output)
        async let problems = readAll(errors)
        let both = await (text, problems)
        for await _ in ended {}
        // The handler holds the process, which holds its pipes: without this each run would leave descriptors behind.
        process.terminationHandler = nil
        for pipe in [output, errors] { try? pipe.fileHandleForReading.close() }
        let code = process.terminationReason == .uncaughtSignal ? 128 + process.terminationStatus : process.terminationStatus
        return Finished(code: code, output: both.0, errors: both.1)
    }

    /// Runs git with an identity of its own; throws with what it said if it fails.
    @discardableResult
    package static func git(_ arguments: String..., in directory: String) async throws -> String {
        let result = try await run(["git"] + arguments, in: directory)
        guard result.code == 0 else { throw ShellFailure(arguments: ["git"] + arguments, result: result) }
        return result.output.trimmingCharacters(in: .whitespacesAndNewlines)
    }

    /// The caller's environment without what would make a test depend on whose machine it is.
    package static let hermetic: [String: String] = {
        var environment = ProcessInfo.processInfo.environment.filter { key, _ in
            !["AWS_", "DAYPASS_", "GIT_", "XDG_"].contains { key.hasPrefix($0) }
        }
        environment["GIT_CONFIG_GLOBAL"] = "/dev/null"
        environment["GIT_CONFIG_NOSYSTEM"] = "1"
        for role in ["AUTHOR", "COMMITTER"] {
            environment["GIT_\(role)_NAME"] = "Test"
            environment["GIT_\(role)_EMAIL"] = "test@example.com"
        }
        environment["NO_COLOR"] = "1"
        environment["LC_ALL"] = "C.UTF-8"
        environment["no_proxy"] = "127.0.0.1,localhost"
        return environment
    }()

    private static func readAll(_ pipe: Pipe) async -> String {
        await withCheckedContinuation { continuation in
            DispatchQueue.global().async {
                let data = pipe.fileHandleForReading.readDataToEndOfFile()
                continuation.resume(returning: String(decoding: data, as: UTF8.self))
            }
        }
    }
}

/// A program that a test relies on failed.
package struct ShellFailure: Error, CustomStringConvertible {
    package let arguments: [String]
    package let result: Finished
    package var description: String {
        "\(arguments.joined(separator: " ")) ended with \(result.code): \(result.errors)\(result.output)"
    }
}
