import Foundation
import TestSupport
import Testing

/// The connection to the git server is cut in the middle of a push, of an intent or of an outcome: nothing is granted that
/// isn't on record, and what was done is recorded once (P3, P4).
struct PushCutTests {
    struct Cut: Sendable, CustomTestStringConvertible {
        enum Times: String, Sendable {
            case once, always
            /// The push, and whatever is asked for after it.
            case dark
        }

        /// Of a run: the first is the intent's, the second the outcome's.
        let push: Int
        /// As `push_cutter.py` has it.
        let place: String
        var times = Times.once

        var testDescription: String { "push \(push) at \(place), \(times)" }
        var plan: String {
            #"{"nth": \#(push), "times": "\#(times)", "where": \#(Int(place).map { "\($0)" } ?? "\"\(place)\"")}"#
        }
        /// Whether the server got all of it.
        var lands: Bool { place == "unanswered" || place == "half-answer" }
    }

    private static let places = ["head", "0", "1", "100", "half", "last", "unanswered", "half-answer"]

    /// `make faults` takes all; else those for ever where it makes a difference.
    private static let cuts = [1, 2].flatMap { push in
        places.map { Cut(push: push, place: $0) }
            + (FaultSweep.isThorough ? places : ["half", "unanswered"]).flatMap {
                [Cut(push: push, place: $0, times: .always), Cut(push: push, place: $0, times: .dark)]
            }
    }

    private static let grants = Task { try await FaultBench(FaultScenario(work: .firstGrant, ledger: .http)) }
    private static let removals = Task { try await FaultBench(FaultScenario(work: .dueRemoval, ledger: .http)) }

    private func run(_ cut: Cut, of bench: FaultBench) async throws {
        let what = cut.testDescription
        let trial = try await bench.trial()
        var site = trial.site
        let direct = try #require(URL(string: site.environment["DAYPASS_REPOSITORY"] ?? ""))
        let plan = try site.folder.write(cut.plan, to: "plan.json")
        let proxy = try await LoopbackServer([
            "python3", LoopbackServer.script("push_cutter.py"), "{port}", "\(direct.port ?? 0)", plan,
        ])
        site.environment["DAYPASS_REPOSITORY"] = "http://127.0.0.1:\(proxy.port)\(direct.path)"
        let met = FaultTrial(scenario: trial.scenario, site: site, stub: nil)
        let broken = try await met.run()
        let told = "\(what)\nbroken run \(broken.code):\n\(broken.errors)\(broken.output)\n\(proxy.log)"
        try trial.expectHonest(broken, reachesDirectory: true, told)
        let intents = try await site.intents()
        if try trial.scenario.work == .firstGrant && trial.access() != (false, nil) {
            #expect(intents > 0, "granted without an intent: \(told)")
        }
        // Cut once, or landed after all where one can look: the run itself settles it.
        if cut.times == .once || cut.times == .always && cut.lands { #expect(broken.code == 0, "\(told)") }
        if cut.push == 1, cut.times == .dark || cut.times == .always && !cut.lands {
            #expect(broken.code == 1, "\(told)")
            if trial.scenario.work == .firstGrant { #expect(try trial.access() == (false, nil), "not told, and yet granted: \(told)") }
        }
        let isSpooled = FileManager.default.fileExists(atPath: site.folder("cache/spool.json"))
        if cut.push == 2 {
            try trial.expectRight(told)
            #expect(isSpooled == (cut.times == .dark || cut.times == .always && !cut.lands), "\(told)")
        }
        try await trial.expectMended(told, isLater: cut.push == 1)
        #expect(!FileManager.default.fileExists(atPath: site.folder("cache/spool.json")), "\(told)")
        let type = trial.scenario.until == nil ? "revoked" : "granted"
        #expect(try await trial.site.records(type, user: FaultScenario.user).count == 1, "\(told)")
    }

    @Test("a grant's pushes are cut", arguments: cuts)
    func grant(_ cut: Cut) async throws {
        try await run(cut, of: try await Self.grants.value)
    }

    @Test("a removal's pushes are cut: what is due goes", arguments: cuts.filter { FaultSweep.isThorough || $0.times != .once })
    func removal(_ cut: Cut) async throws {
        try await run(cut, of: try await Self.removals.value)
    }
}

extension Site {
    /// Intents that are on record for the user of the scenarios.
    fileprivate func intents() async throws -> Int {
        let text = try await Shell.run(["git", "grep", "-ch", "\"type\":\"intent\"", "audit", "--", "ledger"], in: repository).output
        return text.split(separator: "\n").compactMap { Int($0) }.reduce(0, +)
    }
}
