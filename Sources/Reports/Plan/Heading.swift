import AccessCore

/// The first line of a report: what was looked at, and when.
struct Heading {
    let line: Line

    init(_ report: RunReport, _ time: TimeFormat) {
        self.init(repository: report.recorded?.genesis?.repository, source: report.source, ledger: report.ledger, time)
    }

    init(repository: String?, source: CommitID?, ledger: CommitID?, _ time: TimeFormat) {
        let place: Line = repository.map { "\($0)" } ?? "source"
        let what: Line = source.map { "\(place) at \($0.short)" } ?? (repository == nil ? "source unknown" : place)
        let record: Line = ledger.map { "ledger at \($0.short)" } ?? "no ledger"
        line = "\(what), \(record), \(time.full(time.now))"
    }
}

/// How things stand: who is in, and what happens next by itself.
struct Standing {
    let words: Line

    init(_ report: RunReport, _ time: TimeFormat) {
        let grants = report.recorded.map { Array($0.grants.values) } ?? []
        let active = grants.filter { $0.end > time.now }
        var words: Line = grants.isEmpty ? "nobody holds anything" : "\(active.count) active"
        let next = active.min { ($0.end, $0.membership) < ($1.end, $1.membership) }
        if let next {
            words =
                "\(words), next end \(time.brief(next.end)) "
                + "(\(next.membership.user), \(Action.subject(next.entitlement, next.membership.group)))"
        }
        if let start = report.upcoming.map(\.start).filter({ $0 > time.now }).min() {
            words = "\(words), next start \(time.brief(start))"
        }
        self.words = words
    }
}

/// What a run couldn't settle, as sentences; each list is empty or has one.
struct Findings {
    var denied: [Line] = []
    var undecided: [Line] = []
    var mistakes: [Line] = []
    var policies: [Line] = []
    var unread: [Line] = []

    /// Files that are named before the rest is only counted.
    private static let named = 5

    init(_ report: RunReport) {
        let diagnostics = Set(report.diagnostics)
        let denied = Set(diagnostics.filter(\.isDenial).compactMap { $0.place?.path }).sorted()
        if !denied.isEmpty {
            let files = Line.list(denied.map { "\($0)" }, most: Self.named)
            self.denied = ["\(denied.count == 1 ? "1 request is" : "\(denied.count) requests are") denied: \(files)."]
        }
        let waiting = report.undecided.sorted()
        if !waiting.isEmpty {
            let names = Line.list(waiting.map(\.shown), most: Self.named)
            undecided = ["\(waiting.count == 1 ? "1 request waits" : "\(waiting.count) requests wait") to be judged: \(names)."]
        }
        let mistakes = diagnostics.filter(\.isMistake)
        if !mistakes.isEmpty {
            let files = Set(mistakes.compactMap { $0.place?.path }).sorted()
            self.mistakes = ["\(mistakes.count.of("mistake")) in \(Line.list(files.map { "\($0)" }, most: Self.named))."]
        }
        if diagnostics.contains(where: \.isRefusedPolicy) { policies = ["A change of policies is not in force."] }
        let accounts = report.plan?.accounts.filter { $0.diagnostics.contains(where: \.isUnread) }.map(\.name) ?? []
        if !accounts.isEmpty { unread = ["Not read: \(Line.list(accounts.map { "\($0)" }))."] }
    }
}
