import Foundation
import TestSupport
import Testing

/// Killed at any moment, or two at once: the next run ends in the right state with a ledger that is whole (P4).
@Suite(.serialized)
struct CrashTests {
    private static let users = ["member01", "member02"]

    /// A site without the brake on many removals at once: here they are all meant.
    private func site() async throws -> Site {
        let site = try await Site.sample()
        let settings = try site.read("policies/settings.yaml")
        try site.write(settings.replacing("fraction: 0.2", with: "fraction: 1"), to: "policies/settings.yaml")
        try await site.commit("no brake")
        try await site.daypass("audit", "init")
        return site
    }

    /// Gives every round work: new requests replace the old, with another end.
    private func set(_ site: Site, round: Int) async throws {
        for user in Self.users {
            let path = "requests/round\(round)/\(user).yaml"
            if round > 0 { try site.remove("requests/round\(round - 1)/\(user).yaml") }
            try site.write(Site.request(user: user, end: "2026-11-23 0\(round % 8 + 1):00"), to: path)
        }
        try await site.commit("round \(round)")
    }

    @Test("SIGKILL at a hundred random moments of a run")
    func killed() async throws {
        var generator = SeededGenerator(seed: .random(in: 0...UInt64.max))
        let seed = generator.seed
        let site = try await site()
        let now = "2026-11-22T22:00:00+09:00"
        // How long a whole run takes here, roughly and learnt as it goes: moments are drawn from it.
        try await set(site, round: 0)
        let clock = ContinuousClock()
        var whole = try await clock.measure { try await site.daypass("reconcile", now: now) }
        var killed = 0
        for round in 1...100 {
            try await set(site, round: round)
            let program = try site.start(["reconcile", "--now", now])
            let moment = whole * Double.random(in: 0...1, using: &generator)
            try await clock.sleep(for: moment)
            program.signal(SIGKILL)
            let isKilled = await program.wait() == 128 + SIGKILL
            killed += isKilled ? 1 : 0
            whole = whole * (isKilled ? 1.1 : 0.7)
            let after = try await site.daypass("reconcile", now: now)
            #expect(after.code == 0, "seed \(seed), round \(round): \(after.errors)")
            for user in Self.users {
                let found = try site.user(user)
                #expect(found.groups.contains("ProdMemberWorkGroup"), "seed \(seed), round \(round)")
                #expect(found.tags["ProdMemberWorkGroup"] == "2026-11-22T\(16 + round % 8):00:00Z", "seed \(seed), round \(round)")
            }
        }
        #expect(killed > 20, "seed \(seed): the run was over before most kills")
        let verified = try await site.daypass("audit", "verify")
        #expect(verified.code == 0, "seed \(seed): \(verified.output)")
        #expect(try await site.daypass("plan", "--detailed-exitcode", now: now).code == 0)
        try await Shell.git("fsck", "--no-dangling", in: site.repository)
    }

    @Test("two runners at once never grant twice and lose no record")
    func twoAtOnce() async throws {
        let site = try await site()
        let now = "2026-11-22T22:00:00+09:00"
        for round in 0..<15 {
            try await set(site, round: round)
            let one = try site.start(["reconcile", "--now", now], cache: "cache-one", log: "one.log")
            let two = try site.start(["reconcile", "--now", now], cache: "cache-two", log: "two.log")
            let codes = await [one.wait(), two.wait()]
            #expect(codes.allSatisfy { $0 == 0 }, "round \(round): \(codes)")
            for user in Self.users {
                #expect(try site.user(user).tags["ProdMemberWorkGroup"] == "2026-11-22T\(16 + round % 8):00:00Z", "round \(round)")
            }
        }
        let verified = try await site.daypass("audit", "verify")
        #expect(verified.code == 0, "\(verified.output)")
        let records = try await site.daypass("audit", "show", "--format", "json")
        let granted = records.output.split(separator: "\n").filter { $0.contains("\"type\":\"granted\"") }
        #expect(granted.count == Self.users.count, "each membership is granted once and changed after that")
    }
}

/// Random numbers that a seed decides (SplitMix64).
struct SeededGenerator: RandomNumberGenerator {
    let seed: UInt64
    private var state: UInt64

    init(seed: UInt64) { (self.seed, state) = (seed, seed) }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
