import TestSupport
import Testing

/// The settings of `make faults`: hours don't go into another sweep than the one that was meant.
struct FaultPlanTests {
    private func plan(_ settings: [String: String]) throws -> FaultPlan? {
        try FaultPlan(Dictionary(uniqueKeysWithValues: settings.map { ("DAYPASS_FAULTS_\($0)", $1) }))
    }

    @Test("without EVERY it is a sample, with 1 it is all")
    func all() throws {
        #expect(try plan([:]) == nil)
        #expect(try plan(["KIND": "kill", "EVERY": ""]) == nil)
        let plan = try #require(try plan(["EVERY": "1", "KIND": "", "PART": "", "ONLY": "", "CALL": "", "FOLDER": ""]))
        #expect(FaultPlan.Kind.allCases.allSatisfy { plan.takes($0, "any") })
        #expect((1...100).allSatisfy { plan.takes($0, first: 3) })
        #expect(plan.folder == nil && plan.jobs(.kill) > 1 && plan.jobs(.onward) > plan.jobs(.once))
    }

    @Test("all parts together are all calls, each once", arguments: [1, 2, 3, 7], [1, 4])
    func parts(_ count: Int, every: Int) throws {
        let plans = try (1...count).map { try #require(try plan(["EVERY": "\(every)", "PART": "\($0)/\(count)"])) }
        let taken = (1...280).map { number in plans.filter { $0.takes(number, first: 5) }.count }
        #expect(taken.allSatisfy { $0 <= 1 })
        let most = plans.map { plan in (1...280).filter { plan.takes($0, first: 5) }.count }
        #expect(most.allSatisfy { abs($0 - 280 / count / every) <= 1 }, "\(most)")
        if every == 1 { #expect(taken.allSatisfy { $0 == 1 }) }
    }

    @Test("a kind, a sweep, a call")
    func narrow() throws {
        let plan = try #require(try plan(["EVERY": "20", "KIND": "kill,once", "ONLY": "extended, ledger", "CALL": "7"]))
        #expect(plan.takes(.kill, "extended, ledger by path") && plan.takes(.once, "extended, ledger by path"))
        #expect(!plan.takes(.onward, "extended, ledger by path") && !plan.takes(.kill, "firstGrant, ledger by path"))
        #expect((1...100).filter { plan.takes($0, first: 0) } == [7])
        #expect(try self.plan(["EVERY": "1", "JOBS": "5"])?.jobs(.onward) == 5)
    }

    @Test("kinds are told apart")
    func kinds() {
        #expect(FaultPlan.Kind(.kill) == .kill)
        #expect(FaultPlan.Kind(.failure(5)) == .once)
        #expect(FaultPlan.Kind(.failure(5, calls: nil)) == .onward)
    }

    @Test(
        "what can't be meant is refused",
        arguments: [
            ("EVERY", "0"), ("EVERY", "all"), ("KIND", "kil"), ("PART", "5/4"), ("PART", "0/4"), ("PART", "2"), ("PART", "1/0"),
            ("CALL", "-1"),
            ("JOBS", "none"),
        ])
    func mistakes(_ name: String, _ value: String) {
        let mistake = #expect(throws: FaultPlan.Mistake.self) { try plan(["EVERY": "1"].merging([name: value]) { $1 }) }
        #expect(mistake?.name == name && mistake?.value == value)
    }
}
