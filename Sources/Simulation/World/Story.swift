import AccessCore

/// What happened in a world, line by line, for people.
package struct Story: Sendable {
    /// Telling costs more than simulating, so it is done for the stories that somebody reads.
    package let isTold: Bool
    package private(set) var lines: [String] = []

    init(isTold: Bool) { self.isTold = isTold }

    mutating func add(_ time: Timestamp, _ who: String, _ words: String) {
        let day = time.since(World.start).components.seconds / 86_400
        let clock = time.description.dropFirst(11).dropLast()
        lines.append("\(day == 0 ? "" : "day \(day + 1) ")\(clock) \(who.isEmpty ? "" : who + " ")\(words)")
    }

    /// What a run planned and found.
    static func list(_ report: RunReport) -> String {
        let plans = report.plan?.accounts.map { account in
            let actions = account.actions.map { " \($0.action.rawValue) \($0.user) \($0.group) \($0.because.rawValue)" }
            let inferences = account.findings.compactMap {
                if case .inferred(let value) = $0 { " \(value.user) \(value.group) \(value.finding.rawValue)" } else { nil }
            }
            return actions + inferences.map { " finds" + $0 } + account.held.map { " holds \($0.user) \($0.group)" }
        }
        let plan = (plans ?? []).joined().joined(separator: ",")
        let worst = report.diagnostics.filter { $0.severity != .note }.map { "\($0.code) \($0.message)" }
        return (plan.isEmpty ? "" : ", planned:\(plan)") + (worst.isEmpty ? "" : ": " + worst.joined(separator: "; "))
    }
}
