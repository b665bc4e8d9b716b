import AccessCore
import Foundation
import Reconciliation
import SSHSignatures
import TestSupport
import Testing

@testable import Git
@testable import Ledger

/// A ledger whose commits must be signed: who may write to it, and who is found out.
@Suite struct SignedLedgerTests {
    private static let first = SigningKeys.first
    private static let second = SigningKeys.second
    private static let stranger = SigningKeys.stranger

    private func failure(_ body: () async throws -> Void) async -> LedgerFailure? {
        do { try await body() } catch { return error as? LedgerFailure }
        return nil
    }

    private func record(_ name: String, by runner: AuditBranch) async throws -> LedgerView {
        try await runner.append([Samples.entry(Samples.acceptance(name))], phase: .outcome, to: try await runner.open()).view
    }

    /// A commit that somebody who can push puts onto the branch: another end for everybody, say.
    private func push(_ world: LedgerWorld, signedBy key: SSHPrivateKey?, _ change: (inout String) -> Void = { $0 += " " }) async throws {
        let repository = try Repository.openBare(at: world.remotePath)
        let tip = try #require(try repository.reference("refs/heads/audit"))
        let commit = try repository.commit(tip)
        let state = try #require(try repository.entry(at: Snapshot.path, in: commit.tree))
        var text = String(decoding: try repository.blob(state.id, limit: 1 << 20), as: UTF8.self)
        change(&text)
        let id = try repository.makeCommit(
            tree: try repository.updatingTree(commit.tree, [.put(path: Snapshot.path, bytes: Array(text.utf8))]), parents: [tip],
            author: commit.author, message: commit.message,
            armoredSignature: key.map { key in
                { String(try SSHSignature(of: $0, namespace: LedgerKeys.namespace, by: key).armored.dropLast()) }
            })
        try await world.git("update-ref", "refs/heads/audit", id.hex)
    }

    @Test("the genesis names the key, each commit is signed by it, and every runner checks that")
    func signed() async throws {
        let world = try LedgerWorld()
        let mine = world.runner(keys: .signing(Self.first))
        let view = try await world.begin(mine)
        #expect(view.state.genesis?.keys == [Self.first.publicKey.text])
        let tip = try await record("one", by: mine).tip
        for cache in ["cache-1", "cache-2"] {
            let reader = world.runner(cache)
            #expect(try await reader.open().tip == tip, "who only reads needs no key")
            let refused = await failure { _ = try await record("two", by: reader) }
            #expect(refused?.kind == .keys)
            #expect(refused?.message.hasSuffix("and this run has no private key") == true)
            #expect(await reader.obstacle(to: view)?.kind == .keys)
        }
        #expect(await mine.obstacle(to: view) == nil)
        let other = await failure { _ = try await record("two", by: world.runner("cache-3", keys: .signing(Self.stranger))) }
        #expect(other?.message.contains("and this run's key is \(Self.stranger.publicKey.fingerprint)") == true)
        #expect(try await world.git("rev-parse", "audit").hasPrefix(tip.text), "nothing was written")
    }

    @Test("a ledger without keys is as before, signed or not")
    func unsigned() async throws {
        let world = try LedgerWorld()
        let plain = world.runner()
        let view = try await world.begin(plain)
        #expect(view.state.genesis?.keys == [])
        #expect(await plain.obstacle(to: view) == nil)
        _ = try await record("one", by: plain)
        _ = try await record("two", by: world.runner("cache-2", keys: .signing(Self.first)))
        _ = try await record("three", by: plain)
    }

    @Test("what somebody without the key pushed is refused, by who kept a cache and by who begins", arguments: [false, true])
    func forged(signs: Bool) async throws {
        let world = try LedgerWorld()
        let keys = LedgerKeys.signing(Self.first, pinning: Self.first)
        let tip = try await record(
            "one",
            by: {
                try await world.begin($0)
                return $0
            }(world.runner(keys: keys))
        ).tip
        try await push(world, signedBy: signs ? Self.stranger : nil)
        for (cache, keys) in [("cache-1", keys), ("cache-2", keys), ("cache-1", LedgerKeys.signing(Self.first)), ("cache-3", LedgerKeys())]
        {
            let runner = world.runner(cache, keys: keys)
            let found = await failure { _ = try await runner.open() }
            #expect(found?.kind == .forged)
            #expect(found?.message.contains(signs ? "signed by another key: SHA256:" : "it isn't signed") == true, "\(found as Any)")
            if cache == "cache-1" {
                #expect(try await runner.seenTip()?.hex == tip.text, "it isn't taken for seen")
                #expect(try await runner.lastKnown()?.tip == tip, "and what is due is known all the same")
            }
        }
        try await world.git("update-ref", "refs/heads/audit", tip.text)
        #expect(try await world.runner(keys: keys).open().tip == tip, "once it is pushed back all is well")
    }

    @Test("a forged commit isn't covered by a signed one on top of it")
    func covered() async throws {
        let world = try LedgerWorld()
        let keys = LedgerKeys.signing(Self.first, pinning: Self.first)
        _ = try await world.begin(world.runner(keys: keys))
        try await push(world, signedBy: nil)
        try await push(world, signedBy: Self.first)
        #expect(await failure { _ = try await world.runner(keys: keys).open() }?.kind == .forged)
        // Who never looked before checks the tip; the rest is audit verify's.
        _ = try await world.runner("cache-2", keys: keys).open()
        // A merge can't bring it in either.
        let seen = try await world.git("rev-parse", "audit~2").trimmingCharacters(in: .whitespacesAndNewlines)
        let tree = try await world.git("rev-parse", "audit^{tree}").trimmingCharacters(in: .whitespacesAndNewlines)
        let repository = try Repository.openBare(at: world.remotePath)
        let commit = try repository.commit(try #require(ObjectID(hex: seen)))
        let root = try repository.makeCommit(tree: commit.tree, parents: [], author: commit.author, message: "x")
        let merge = try repository.makeCommit(
            tree: try #require(ObjectID(hex: tree)), parents: [root, commit.id], author: commit.author, message: "x",
            armoredSignature: { try SSHSignature(of: $0, namespace: "git", by: Self.first).armored })
        try await world.git("update-ref", "refs/heads/audit", merge.hex)
        #expect(await failure { _ = try await world.runner(keys: keys).open() }?.message.hasPrefix("a merge came onto the branch") == true)
    }

    @Test("the ledger can't be made to name other keys, or none, to who saw it before")
    func strippedGenesis() async throws {
        let world = try LedgerWorld()
        let mine = world.runner(keys: .signing(Self.first))
        try await world.begin(mine)
        let named = Self.first.publicKey.text.replacing("/", with: "\\/")
        for (key, instead) in [(nil, ""), (Self.stranger, "\"\(Self.stranger.publicKey.text)\"")] as [(SSHPrivateKey?, String)] {
            try await push(world, signedBy: key) { text in
                for form in [named, Self.first.publicKey.text] { text = text.replacing("\"\(form)\"", with: instead) }
                #expect(!text.contains(named))
            }
            #expect(await failure { _ = try await world.runner(keys: .signing(Self.first)).open() }?.kind == .forged)
            #expect(await failure { _ = try await world.runner().open() }?.kind == .forged)
            try await world.git("update-ref", "refs/heads/audit", "audit~1")
        }
    }

    @Test("a ledger that was seen without keys can't be made to demand somebody's")
    func addedToGenesis() async throws {
        let world = try LedgerWorld()
        try await world.begin(world.runner())
        _ = try await world.runner("cache-2").open()
        try await push(world, signedBy: Self.stranger) { text in
            text = text.replacing("\"keys\":[]", with: "\"keys\":[\"\(Self.stranger.publicKey.text)\"]")
            #expect(text.contains("ssh-ed25519"))
        }
        for cache in ["cache-1", "cache-2"] {
            let found = await failure { _ = try await world.runner(cache).open() }
            #expect(found?.kind == .corrupt && found?.message.hasSuffix("the records add up to: genesis") == true, "\(found as Any)")
        }
        // Nobody has to have that key to mend it.
        let mender = world.runner("cache-3")
        _ = try await mender.rebuild(fetched: try await mender.fetch(), run: RunID("mended"), by: "op", at: Samples.noon)
        for cache in ["cache-1", "cache-2"] { _ = try await record(cache, by: world.runner(cache)) }
    }

    @Test("pinned keys win over those that the ledger names; keys change while both are pinned")
    func rotation() async throws {
        let world = try LedgerWorld()
        let old = LedgerKeys.signing(Self.first, pinning: Self.first)
        try await world.begin(world.runner(keys: old))
        #expect(await failure { _ = try await world.runner(keys: .signing(Self.second, pinning: Self.second)).open() }?.kind == .forged)
        let both = LedgerKeys.signing(Self.second, pinning: Self.first, Self.second)
        _ = try await record("one", by: world.runner(keys: both))
        #expect(await failure { _ = try await world.runner(keys: old).open() }?.kind == .forged, "who doesn't know the new key yet")
        let new = LedgerKeys.signing(Self.second, pinning: Self.second)
        _ = try await record("two", by: world.runner(keys: new))
        _ = try await record("three", by: world.runner("cache-2", keys: new))
        #expect(
            await failure { _ = try await record("four", by: world.runner(keys: .signing(Self.first, pinning: Self.second))) }?.kind
                == .keys)
    }

    @Test("keys that can't be used stop what needs them, and say why")
    func unusable() async throws {
        let world = try LedgerWorld()
        let view = try await world.begin(world.runner())
        let noKey = world.runner(keys: LedgerKeys(signing: .unusable("the file is garbage")))
        #expect(try await noKey.open() == view)
        #expect(await noKey.obstacle(to: view)?.message == "the ledger can't be signed: the file is garbage")
        #expect(await failure { _ = try await record("one", by: noKey) }?.kind == .keys, "even where nothing demands it")
        let noPins = world.runner(keys: LedgerKeys(signing: .usable(Self.first), pinned: .unusable("no such file")))
        #expect(
            await failure { _ = try await noPins.open() }
                == LedgerFailure(.keys, "what must have signed the ledger isn't known: no such file"))
        #expect(try await noPins.lastKnown() == view)
        let fresh = try LedgerWorld()
        #expect(await failure { try await fresh.begin(fresh.runner(keys: .signing(nil, pinning: Self.first))) }?.kind == .keys)
        #expect(await failure { _ = try await fresh.runner().open() }?.kind == .missing, "nothing was made")
    }

    @Test("too many commits to check are not taken on trust")
    func bound() async throws {
        let world = try LedgerWorld()
        let keys = LedgerKeys.signing(Self.first)
        _ = try await world.begin(world.runner(keys: keys))
        for name in ["one", "two", "three"] { _ = try await record(name, by: world.runner("cache-2", keys: keys)) }
        #expect(
            await failure { _ = try await world.runner(limits: LedgerLimits(signatures: 2)).open() }?.message.hasPrefix(
                "more than 2 commits") == true)
        _ = try await world.runner(limits: LedgerLimits(signatures: 3)).open()
    }

    @Test("no byte of a signed commit can be changed")
    func flippedBytes() async throws {
        let world = try LedgerWorld()
        let tip = try await world.begin(world.runner(keys: .signing(Self.first))).tip
        let repository = try Repository.openBare(at: world.remotePath)
        let commit = try #require(ObjectID(hex: tip.text))
        let bytes = Array(try await world.git("cat-file", "commit", tip.text).utf8)
        #expect(try repository.write(bytes, as: .commit) == commit)
        let trusted = TrustedKeys([Self.first.publicKey], .pinned)
        #expect(try SignatureProblem.of(commit, in: repository, trusted) == nil)
        for place in bytes.indices {
            for mask: UInt8 in [0x01, 0x02, 0x04, 0x20, 0x2A, 0x80] {
                var changed = bytes
                changed[place] ^= mask
                guard let id = try? repository.write(changed, as: .commit) else { continue }
                var isRefused = true
                do { isRefused = try SignatureProblem.of(id, in: repository, trusted) != nil } catch {}
                #expect(isRefused, "byte \(place) ^ \(mask)")
            }
        }
    }
}
