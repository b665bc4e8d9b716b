import AccessCore
import Reconciliation
import SSHSignatures
import TestSupport
import Testing

@testable import Git
@testable import Ledger

/// A small ledger as git stores it: each byte of each commit and folder, and many of each file, changed in turn, with all
/// that leads to it named anew, as somebody does who can push (P11).
@Suite struct EveryObjectTests {
    private static func small(_ keys: LedgerKeys) async throws -> (world: LedgerWorld, forgery: RawForgery) {
        let world = try LedgerWorld()
        let runner = world.runner(keys: keys)
        var view = try await world.begin(runner)
        let action = Samples.action(name: "one")
        view = try await runner.append(
            [Samples.entry(Samples.acceptance("one")), Samples.entry(Samples.intent([action]))], phase: .intent, to: view
        ).view
        view = try await runner.append([Samples.entry(Samples.granted(action))], phase: .outcome, to: view).view
        let repository = try Repository.openBare(at: world.remotePath)
        return (world, try RawForgery(of: try #require(ObjectID(hex: view.tip.text)), in: repository))
    }

    /// Each byte of a commit or a folder, and every eighth of a file, with one bit flipped; of names of modes, with each.
    private func changes(_ object: RawForgery.Object, seed: UInt64) -> [(place: Int, what: String, bytes: [UInt8])] {
        var random = SplitMix64(seed: seed)
        return object.bytes.indices.filter { object.kind != .blob || $0 % 8 == 0 }.flatMap { place in
            let isText = object.kind == .tree && !object.names.contains { ($0.at..<($0.at + 20)).contains(place) }
            return (isText ? Array(0..<8) : [Int.random(in: 0..<8, using: &random)]).map { bit in
                var bytes = object.bytes
                bytes[place] ^= 1 << UInt8(bit)
                return (place, "bit \(bit) of byte \(place) of the \(object.kind) \(object.id.short())", bytes)
            }
        }
    }

    @Test("of a signed ledger every change is found, and its commit named")
    func signed() async throws {
        let (world, forgery) = try await Self.small(.signing(SigningKeys.first))
        let verifier = LedgerVerifier(of: "audit", signedBy: [SigningKeys.first.publicKey])
        guard case .signed = verifier.verify(forgery.tip, in: forgery.repository) else { throw Unexpected() }
        for (index, object) in forgery.objects.enumerated() {
            for (_, what, bytes) in changes(object, seed: UInt64(index)) {
                guard
                    case .broken(let fault, _) = verifier.verify(try forgery.tip(with: bytes, insteadOf: index), in: forgery.repository)
                else {
                    Issue.record("not found: \(what)")
                    continue
                }
                if case .unreadable = fault.kind { continue }
                #expect(fault.commit != nil, "\(what): \(fault)")
            }
        }
        withExtendedLifetime(world) {}
    }

    /// What a head doesn't cover is what documentation says: the commits themselves but for what they name and their
    /// trailers, and snapshots that another one replaced.
    @Test("of a ledger without keys every change of files and folders is found, the rest by a commit that was kept")
    func unsigned() async throws {
        let (world, forgery) = try await Self.small(LedgerKeys())
        let repository = forgery.repository
        let verifier = LedgerVerifier(of: "audit")
        guard case .consistentNotAnchored = verifier.verify(forgery.tip, in: repository) else { throw Unexpected() }
        let newest = try #require(try repository.entry(at: Snapshot.path, in: try repository.commit(forgery.tip).tree)).id
        for (index, object) in forgery.objects.enumerated() {
            func isOld(_ index: Int) -> Bool {
                forgery.objects[index].bytes.starts(with: "{\"heads\"".utf8) && forgery.objects[index].id != newest
            }
            for (place, what, bytes) in changes(object, seed: UInt64(index)) {
                let tip = try forgery.tip(with: bytes, insteadOf: index)
                if case .broken = verifier.verify(tip, in: repository) { continue }
                // Such a snapshot itself, or its name in its folder.
                let named = object.names.first { ($0.at..<($0.at + 20)).contains(place) }?.index
                #expect(object.kind == .commit || isOld(index) || named.map(isOld) == true, "not found: \(what)")
                // What it leads to is what it was.
                if object.kind == .commit, let id = ObjectID(hex: tip.hex) {
                    let (forged, honest) = (try repository.commit(id), try repository.commit(forgery.tip))
                    #expect(forged.tree == honest.tree, "\(what)")
                }
                guard
                    case .broken(let fault, _) = LedgerVerifier(of: "audit", anchor: .commit(CommitID(forgery.tip.hex)))
                        .verify(tip, in: repository)
                else {
                    Issue.record("not found against the commit: \(what)")
                    continue
                }
                #expect(fault.kind == .anchorMissing(forgery.tip.hex), "\(what)")
            }
        }
        withExtendedLifetime(world) {}
    }

    private struct Unexpected: Error {}
}
