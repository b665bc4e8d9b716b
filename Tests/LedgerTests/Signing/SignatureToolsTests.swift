import AccessCore
import Foundation
import Reconciliation
import SSHSignatures
import TestSupport
import Testing

@testable import Ledger

/// What we sign git and ssh-keygen accept; what they sign we do.
@Suite struct SignatureToolsTests {
    private let world: LedgerWorld

    init() throws { world = try LedgerWorld() }

    private func signers(_ keys: SSHPrivateKey..., mail: String = "daypass@localhost") throws -> String {
        let lines = keys.map { "\(mail) namespaces=\"git\" \($0.publicKey.text)\n" }
        return try world.directory.write(lines.joined(), to: "allowed_signers")
    }

    @Test("git log --show-signature and git verify-commit agree")
    func git() async throws {
        let runner = world.runner(keys: .signing(SigningKeys.first))
        let view = try await world.begin(runner)
        _ = try await runner.append([Samples.entry(Samples.acceptance("one"))], phase: .outcome, to: view)
        let path = try signers(SigningKeys.first)
        let config = ["-c", "gpg.ssh.allowedSignersFile=\(path)"]
        let log = try await Shell.run(
            ["git"] + config + ["log", "--show-signature", "--format=%G? %GS %GF", "audit"], in: world.remotePath)
        let good = log.output.split(separator: "\n").filter {
            $0 == "G daypass@localhost \(SigningKeys.first.publicKey.fingerprint)"
        }
        #expect(good.count == 2, "\(log.output)\(log.errors)")
        #expect(try await Shell.run(["git"] + config + ["verify-commit", "audit"], in: world.remotePath).code == 0)
        #expect(try await Shell.run(["git", "fsck", "--strict"], in: world.remotePath).code == 0)
        let stranger = try signers(SigningKeys.stranger)
        let refused = try await Shell.run(
            ["git", "-c", "gpg.ssh.allowedSignersFile=\(stranger)", "verify-commit", "audit"], in: world.remotePath)
        #expect(refused.code != 0)
    }

    /// By hand: the commit without its signature is what was signed.
    @Test("ssh-keygen -Y verify -n git agrees")
    func keygen() async throws {
        try await world.begin(world.runner(settings: AuditSettings(committerEmail: "bot@example.com"), keys: .signing(SigningKeys.first)))
        let raw = try await world.git("cat-file", "commit", "audit")
        let lines = raw.split(separator: "\n", omittingEmptySubsequences: false)
        let start = try #require(lines.firstIndex { $0.hasPrefix("gpgsig ") })
        let end = lines[(start + 1)...].firstIndex { !$0.hasPrefix(" ") } ?? lines.endIndex
        let armored = [lines[start].dropFirst(7)] + lines[(start + 1)..<end].map { $0.dropFirst() }
        let signature = try world.directory.write(armored.joined(separator: "\n") + "\n", to: "commit.sig")
        let signers = try signers(SigningKeys.first, mail: "bot@example.com")
        let payload = (lines[..<start] + lines[end...]).joined(separator: "\n")
        let check = ["ssh-keygen", "-Y", "verify", "-n", "git", "-I", "bot@example.com", "-f", signers, "-s", signature]
        let verified = try await Shell.run(check, input: payload)
        #expect(verified.code == 0 && verified.output.hasPrefix("Good \"git\" signature for bot@example.com"), "\(verified)")
        #expect(try await Shell.run(check, input: payload.replacing("genesis", with: "Genesis")).code != 0)
    }

    @Test("a commit that git itself signed with ssh-keygen counts")
    func signedByGit() async throws {
        let key = world.directory("key")
        #expect(try await Shell.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", key]).code == 0)
        let read = try SSHPrivateKey(text: Data(contentsOf: URL(fileURLWithPath: key)))
        let keys = LedgerKeys.signing(read, pinning: read)
        let view = try await world.begin(world.runner(keys: keys))
        // The same records and state once more, signed by git: as if another tool had kept the ledger.
        let tree = try await world.git("rev-parse", "audit^{tree}")
        let message = try await world.git("log", "-1", "--format=%B", "audit")
        let made = try await world.git(
            "-c", "gpg.format=ssh", "-c", "user.signingkey=\(key)", "commit-tree", "-S", "-p", view.tip.text, "-m", message,
            tree.trimmingCharacters(in: .whitespacesAndNewlines)
        ).trimmingCharacters(in: .whitespacesAndNewlines)
        try await world.git("update-ref", "refs/heads/audit", made)
        #expect(try await world.runner(keys: keys).open().tip.text == made)
    }
}
