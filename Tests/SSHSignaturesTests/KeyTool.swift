import Foundation
import TestSupport

@testable import SSHSignatures

/// The real ssh-keygen, in a folder of a test.
struct KeyTool {
    let directory: TemporaryDirectory

    init(_ directory: TemporaryDirectory) { self.directory = directory }

    struct Failure: Error, CustomStringConvertible {
        let description: String
    }

    @discardableResult
    func run(_ arguments: String..., input: String? = nil) async throws -> String { try await run(arguments, input: input) }

    @discardableResult
    func run(_ arguments: [String], input: String? = nil) async throws -> String {
        let result = try await Shell.run(["ssh-keygen"] + arguments, in: directory.path, input: input)
        guard result.code == 0 else { throw Failure(description: result.errors) }
        return result.output
    }

    /// Makes a key without a passphrase; `<name>.pub` stands beside it.
    @discardableResult
    func make(_ name: String) async throws -> SSHPublicKey {
        try await run("-q", "-t", "ed25519", "-N", "", "-C", "a key of a test", "-f", directory(name))
        let lines = try SSHKeyLine.list(Data(contentsOf: URL(fileURLWithPath: directory(name + ".pub"))))
        guard let line = lines.first, line.comment == "a key of a test" else { throw SSHFault.malformed("no line") }
        return line.key
    }
}
