package import AccessCore

/// The JSON of `daypass plan`, version 1: the plan, and what there is to know beside it.
package struct PlanDocument: Encodable, Sendable {
    let report: RunReport

    package init(_ report: RunReport) { self.report = report }

    package func encode(to encoder: any Encoder) throws {
        try report.encodeFindings(to: encoder)
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(report.plan?.accounts ?? [], forKey: .accounts)
    }

    private enum Key: String, CodingKey { case accounts }
}

extension RunReport {
    private enum Key: String, CodingKey { case version, now, repository, source, ledger, diagnostics, waiting, next }

    /// What the documents of a plan and of a run share, beside the accounts.
    func encodeFindings(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(1, forKey: .version)
        try container.encode(plan?.now ?? now, forKey: .now)
        try container.encodeIfPresent(recorded?.genesis?.repository, forKey: .repository)
        try container.encodeIfPresent(source, forKey: .source)
        try container.encodeIfPresent(ledger, forKey: .ledger)
        try container.encode(generalDiagnostics, forKey: .diagnostics)
        try container.encode(undecided.sorted(), forKey: .waiting)
        try container.encodeIfPresent(nextEvent, forKey: .next)
    }

    /// Those that belong to no account's plan, each once, by place.
    private var generalDiagnostics: [Diagnostic] {
        let told = Set(plan?.accounts.flatMap(\.diagnostics) ?? [])
        return Diagnostic.sorted(diagnostics.filter { !told.contains($0) })
    }
}
