import Foundation
import TestSupport
import Testing

/// One kind of fault at the calls of one scenario's run, a trial each.
struct FaultSweep: Sendable {
    let bench: FaultBench
    let kind: FaultLibrary.Kind
    /// Of the sample.
    let offset: Int
    /// Which calls count.
    var scope = FaultLibrary.Scope.all
    /// The cache of the run that comes after: another one stands for another machine, after the deadline.
    var next = "cache"

    /// What `make faults` is told; a mistake in it is every sweep's failure. Nil: a sample by chance.
    private static let settings = Result { try FaultPlan(ProcessInfo.processInfo.environment) }
    static var plan: FaultPlan? { try? settings.get() }
    static var isThorough: Bool { if case .success(nil) = settings { false } else { true } }

    /// Every so many kinds of calls are in one sample; another sample begins with another one. A trial is four runs or five.
    private static let stride = 97

    /// Where samples begin in this process: another time others are tried. A failure names its call.
    private static let beginning = Int.random(in: 0..<10_000)

    var name: String {
        "\(bench.scenario.testDescription), \(kind) \(scope)\(bench.hasAllFolders ? ", all folders there" : ""), then \(next)"
    }

    /// By how many calls two runs of the scenario may differ.
    private var chance: Int { bench.hasAllFolders ? 0 : 40 }

    /// Which calls are tried: those of the plan, or some that no other sample has.
    private func choose(_ calls: [FaultLibrary.Call], _ plan: FaultPlan?) -> [FaultLibrary.Call] {
        if let plan { return calls.filter { plan.takes($0.number, first: offset + Self.beginning) } }
        var kinds: Set<String> = []
        let firsts = calls.filter { kinds.insert($0.kind(below: bench.root)).inserted }
        return firsts.enumerated().filter { ($0.offset + offset + Self.beginning).isMultiple(of: Self.stride) }.map(\.element)
    }

    func run() async throws {
        let plan = try Self.settings.get()
        if let plan, !plan.takes(.init(kind), name) { return }
        let calls = try await bench.calls(scope)
        #expect(calls.count > 10, "\(name): \(calls)")
        let tried = choose(calls, plan)
        // Each trial has a site and an account of its own.
        await withTaskGroup(of: Void.self) { group in
            for (number, call) in tried.enumerated() {
                if number >= plan?.jobs(.init(kind)) ?? 1 { await group.next() }
                group.addTask { await attempt(call, of: calls.count) }
            }
        }
        if plan != nil { FaultTally.whole.say("\(name): \(tried.count) of \(calls.count) calls tried") }
    }

    /// One trial. Whatever breaks it, the others take place.
    private func attempt(_ call: FaultLibrary.Call, of count: Int) async {
        let what = "\(name), at \(call)\nonce more: make faults ONLY='\(name)' CALL=\(call.number)"
        do {
            let trial = try await bench.trial()
            let met = try await trial.run(environment: try await FaultLibrary.environment(kind, at: call.number, scope))
            var isMet = true
            if kind == .kill {
                isMet = met.code == 128 + SIGKILL
                let isOver = met.code == 0 && call.number > count - chance
                #expect(isMet || isOver, "\(what)\nit ended by itself with \(met.code)\n\(met.errors)")
            } else {
                try trial.expectHonest(met, reachesDirectory: scope != .all, what)
            }
            try await trial.expectMended(cache: next, "\(what)\nbroken run \(met.code):\n\(met.errors)")
            if Self.isThorough { FaultTally.whole.add(.init(kind), isMet: isMet, sweep: name) }
        } catch {
            Issue.record(error, "\(what)")
        }
    }
}
