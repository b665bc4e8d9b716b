import AccessCore
import Git
import Reconciliation
import SSHSignatures
import TestSupport
import Testing

@testable import Ledger

/// What `audit verify` says of signatures.
@Suite struct SignedVerificationTests {
    private static let first = SigningKeys.first
    private static let second = SigningKeys.second

    /// A ledger of four commits, the last two signed with another key if one is given.
    private func ledger(_ keys: LedgerKeys, then later: LedgerKeys? = nil) async throws -> (world: LedgerWorld, tip: ObjectID) {
        let world = try LedgerWorld()
        var view = try await world.begin(world.runner(keys: keys))
        for (index, name) in ["one", "two", "three"].enumerated() {
            let runner = world.runner(keys: index == 0 ? keys : later ?? keys)
            view = try await runner.append([Samples.entry(Samples.acceptance(name))], phase: .outcome, to: view).view
        }
        return (world, try #require(ObjectID(hex: view.tip.text)))
    }

    private func verify(
        _ ledger: (world: LedgerWorld, tip: ObjectID), _ keys: SSHPrivateKey..., anchor: LedgerAnchor? = nil, after base: ObjectID? = nil
    )
        throws -> LedgerVerdict
    {
        let verifier = LedgerVerifier(of: "audit", anchor: anchor, after: base, signedBy: keys.map(\.publicKey))
        return verifier.verify(ledger.tip, in: try Repository.openBare(at: ledger.world.remotePath))
    }

    @Test("pinned keys anchor; keys that the ledger names itself don't")
    func sound() async throws {
        let signed = try await ledger(.signing(Self.first))
        guard case .signed(let summary) = try verify(signed, Self.first) else { throw Unexpected() }
        #expect(summary.signatures == SignatureSummary(origin: .pinned, keys: 1, commits: 4))
        guard case .consistentNotAnchored(let own) = try verify(signed) else { throw Unexpected() }
        #expect(own.signatures == SignatureSummary(origin: .genesis, keys: 1, commits: 4))
        guard case .anchored(_, let both) = try verify(signed, Self.first, anchor: .head(summary.head)) else { throw Unexpected() }
        #expect(both.signatures?.commits == 4)
        guard case .consistentNotAnchored(let plain) = try verify(try await ledger(LedgerKeys())) else { throw Unexpected() }
        #expect(plain.signatures == nil)
    }

    @Test("a cut-off end stays signed: only a head shows it")
    func truncated() async throws {
        let (world, tip) = try await ledger(.signing(Self.first))
        let head = LedgerAnchor.commit(CommitID(tip.hex))
        let cut = try #require(try Repository.openBare(at: world.remotePath).commit(tip).parents.first)
        guard case .signed = try verify((world, cut), Self.first) else { throw Unexpected() }
        guard case .broken(let fault, _) = try verify((world, cut), Self.first, anchor: head) else { throw Unexpected() }
        #expect(fault.kind == .anchorMissing(tip.hex))
    }

    @Test("the first commit that isn't signed, or by another key, or whose content changed under its signature, is named")
    func broken() async throws {
        let mixed = try await ledger(.signing(Self.first), then: .signing(Self.second, pinning: Self.first, Self.second))
        guard case .signed = try verify(mixed, Self.first, Self.second) else { throw Unexpected() }
        let repository = try Repository.openBare(at: mixed.world.remotePath)
        let commits = try repository.firstParents(from: mixed.tip).commits
        try expect(
            try verify(mixed, Self.first), .refused(.otherKey(Self.second.publicKey.fingerprint)), at: commits[1], after: 2)
        try expect(try verify(mixed), .refused(.otherKey(Self.second.publicKey.fingerprint)), at: commits[1], after: 2)
        try expect(try verify(mixed, Self.second), .refused(.otherKey(Self.first.publicKey.fingerprint)), at: commits[3], after: 0)
        let unsigned = try await ledger(LedgerKeys())
        let oldest = try Repository.openBare(at: unsigned.world.remotePath).firstParents(from: unsigned.tip).commits.last
        try expect(try verify(unsigned, Self.first), .unsigned, at: try #require(oldest), after: 0)

        // The genuine signature over another commit: its own, but with another message.
        let last = try repository.commit(mixed.tip)
        let signature = try #require(try repository.signature(of: mixed.tip)).armored
        let changed = try repository.makeCommit(
            tree: last.tree, parents: last.parents, author: last.author, message: last.message + "\n", armoredSignature: { _ in signature })
        try expect(try verify((mixed.world, changed), Self.first, Self.second), .refused(.badSignature), at: changed, after: 3)
        let pgp = try repository.makeCommit(
            tree: last.tree, parents: last.parents, author: last.author, message: last.message,
            armoredSignature: { _ in "-----BEGIN PGP SIGNATURE-----\n\niQ==\n-----END PGP SIGNATURE-----" })
        guard case .broken(let fault, _) = try verify((mixed.world, pgp), Self.first, Self.second) else { throw Unexpected() }
        #expect("\(fault)".contains("its signature is of no use: the signature doesn't begin with -----BEGIN SSH SIGNATURE-----"))
    }

    @Test("a verification that begins later believes nothing of a commit that no pinned key signed")
    func base() async throws {
        let mixed = try await ledger(.signing(Self.first), then: .signing(Self.second, pinning: Self.first, Self.second))
        let commits = try Repository.openBare(at: mixed.world.remotePath).firstParents(from: mixed.tip).commits
        // The second's from here on, the commit itself too.
        guard case .anchored(_, let summary) = try verify(mixed, Self.second, after: commits[1]) else { throw Unexpected() }
        #expect(summary.signatures == SignatureSummary(origin: .pinned, keys: 1, commits: 2))
        // What came after it is the second's alone, but it is the first's.
        try expect(
            try verify(mixed, Self.second, after: commits[2]), .refused(.otherKey(Self.first.publicKey.fingerprint)), at: commits[2],
            after: 0)
        let unsigned = try await ledger(LedgerKeys(), then: .signing(Self.first))
        let bare = try Repository.openBare(at: unsigned.world.remotePath).firstParents(from: unsigned.tip).commits[2]
        try expect(try verify(unsigned, Self.first, after: bare), .unsigned, at: bare, after: 0)
    }

    @Test("a genesis record that names what is no key")
    func strangeNames() throws {
        #expect(throws: LedgerFault.self) { try TrustedKeys(named: ["ssh-rsa AAAA"]) }
        #expect(try TrustedKeys(named: []) == nil)
    }

    private func expect(
        _ verdict: LedgerVerdict, _ problem: SignatureProblem, at commit: ObjectID, after commits: Int,
        _ place: SourceLocation = #_sourceLocation
    ) throws {
        guard case .broken(let fault, let summary) = verdict else { throw Unexpected() }
        #expect(fault.kind == .signature(problem), sourceLocation: place)
        #expect(fault.commit?.text == commit.hex, sourceLocation: place)
        #expect(summary.commits == commits, sourceLocation: place)
    }

    private struct Unexpected: Error {}
}
