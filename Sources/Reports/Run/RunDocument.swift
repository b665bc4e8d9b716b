package import AccessCore

/// The JSON of `daypass reconcile` and `daypass expire`, version 1: the plan's, and what became of it.
package struct RunDocument: Encodable, Sendable {
    let report: RunReport
    let isStrict: Bool

    /// - Parameter isStrict: whether warnings count as problems, as for the exit code.
    package init(_ report: RunReport, strict isStrict: Bool = false) { (self.report, self.isStrict) = (report, isStrict) }

    private enum Key: String, CodingKey { case verdict, accounts }

    package func encode(to encoder: any Encoder) throws {
        try report.encodeFindings(to: encoder)
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(report.verdict(strict: isStrict).name, forKey: .verdict)
        try container.encode(accounts, forKey: .accounts)
    }

    /// Those of the plan, and those where an earlier try of this run did something.
    private var accounts: [AccountOutcome] {
        let planned = report.plan?.accounts ?? []
        let others = Set(report.results.keys).subtracting(planned.map(\.name)).sorted().map { AccountPlan(name: $0) }
        return (planned + others).sorted { $0.name < $1.name }.map { AccountOutcome(plan: $0, results: report.results[$0.name] ?? []) }
    }
}

/// The part of a run that concerns one account.
private struct AccountOutcome: Encodable {
    var plan: AccountPlan
    var results: [ActionResult]

    private enum Key: String, CodingKey { case results }

    private struct Result: Encodable {
        var result: ActionResult

        private enum Key: String, CodingKey {
            case result, why, uncertain, directory
            case late = "late-s"
        }

        func encode(to encoder: any Encoder) throws {
            try result.action.encode(to: encoder)
            var container = encoder.container(keyedBy: Key.self)
            switch result.end {
            case .done(let late):
                try container.encode("done", forKey: .result)
                try container.encodeIfPresent(late, forKey: .late)
            case .failed(let why, let uncertain):
                try container.encode("failed", forKey: .result)
                try container.encode(why, forKey: .why)
                try container.encode(uncertain, forKey: .uncertain)
            }
            try container.encode(result.directory, forKey: .directory)
        }
    }

    func encode(to encoder: any Encoder) throws {
        try plan.encode(to: encoder)
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(results.map(Result.init), forKey: .results)
    }
}

extension RunReport.Verdict {
    fileprivate var name: String {
        switch self {
        case .agree: "agree"
        case .problems: "problems"
        case .raced: "raced"
        }
    }
}
