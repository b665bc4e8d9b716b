import AccessCore
import Reports
import Testing

struct RunSummaryTests {
    private func summary(_ report: RunReport) -> String { RunText(time: World.tokyo, repository: nil).summary(report) }

    private let mistake = Diagnostic(.error, "DP1203", "unknown key 'acess'", at: Place("requests/typo.yaml", line: 3, column: 1))

    private func result(_ action: Action, _ end: ActionResult.End = .done(late: nil)) -> ActionResult {
        ActionResult(action: action, end: end, directory: [])
    }

    @Test("All agree")
    func agree() {
        #expect(summary(World.report()) == "All agree: nobody holds anything.")
        var report = World.report(World.state(grants: [World.grant("m", until: "22 23:30")]))
        #expect(summary(report) == "All agree: 1 active, next end 23:30 (m, prod-member-work).")
        report.diagnostics = [Diagnostic(.warning, "DP3002", "nobody approved it")]
        report.undecided = [RequestID("a")]
        #expect(
            summary(report)
                == "All agree: 1 active, next end 23:30 (m, prod-member-work), 1 warning. 1 request waits to be judged: requests/a."
        )
    }

    @Test("What doesn't agree is counted, each kind by its name")
    func problems() {
        var report = World.report()
        report.diagnostics = [mistake, mistake]
        #expect(summary(report) == "1 mistake; everything else agrees.")
        report.diagnostics = [Diagnostic(.error, "DP2106", "a change of policies is not in force", at: Place("policies"))]
        #expect(summary(report) == "a change of policies not in force; everything else agrees.")
        let removals = ["a", "b"].map { World.action(.revoke, $0, because: .notApproved) }
        var plan = World.plan([], held: removals)
        plan.diagnostics = [
            Diagnostic(.error, "DP3011", "2 removals at once"), Diagnostic(.error, "DP3006", "member01 can't get prod-read"),
        ]
        report = World.report(World.state(), [plan])
        report.diagnostics += [
            mistake, Diagnostic(.error, "DP2006", "no", at: Place("requests/a.yaml", line: 1)),
            Diagnostic(.error, "DP2007", "no", at: Place("requests/a.yaml", line: 2)), Diagnostic(.error, "DP3001", "prod can't be read"),
        ]
        report.results = [World.jump: [result(removals[0], .failed(why: "denied", uncertain: false)), result(removals[1])]]
        #expect(
            summary(report)
                == "1 mistake, 1 request denied, 1 account not read, 2 removals held, 1 action failed, 1 problem; everything else agrees."
        )
    }

    @Test("A run of what is due only doesn't say that everything agrees")
    func due() {
        var report = World.report()
        report.plan?.source = nil
        #expect(summary(report) == "What was due is gone; nobody holds anything.")
        report.results = [World.jump: [result(World.action(.revoke, "u", was: "22 21:00", because: .expired), .done(late: 3600))]]
        #expect(summary(report) == "What was due is gone (1 removal); nobody holds anything.")
        report.diagnostics = [Diagnostic(.error, "DP4002", "the ledger can't be reached")]
        #expect(summary(report) == "1 problem; only what is due was looked at (1 removal).")
    }

    @Test("Lost races say what to do")
    func raced() {
        var report = World.report()
        report.isRaced = true
        #expect(summary(report) == "Another runner recorded first every time; it does the same work. Run again to be sure.")
    }
}
