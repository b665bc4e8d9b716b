import AccessCore
import ArgumentParser
import Ledger

/// Which records of the ledger are asked for.
struct QuestionOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Only about this IAM user.", valueName: "name"))
    var user: String?

    @Option(help: ArgumentHelp("Only about this entitlement.", valueName: "name"))
    var entitlement: String?

    @Option(help: ArgumentHelp("Only about this request: its id or path.", valueName: "request"))
    var request: String?

    @Option(help: ArgumentHelp("Recorded at this time or later (RFC 3339).", valueName: "time"))
    var from: String?

    @Option(help: ArgumentHelp("Recorded before this time (RFC 3339).", valueName: "time"))
    var until: String?

    @Option(
        name: .customLong("type"),
        help: ArgumentHelp(
            "Only records of this type; may be repeated. (\(LedgerEvent.Kind.allCases.map(\.rawValue).joined(separator: ", ")))",
            valueName: "type"))
    var types: [String] = []

    /// - Parameter accounts: at most one.
    func query(of accounts: [String]) throws -> LedgerQuery {
        let kinds = try types.map { text in
            guard let kind = LedgerEvent.Kind(rawValue: text) else {
                throw CommandFailure.usage(
                    "--type: there is no type '\(text)'",
                    advice: "There are \(LedgerEvent.Kind.allCases.map(\.rawValue).joined(separator: ", "))."
                )
            }
            return kind
        }
        var id = request
        if let path = id, path.hasPrefix("requests/"), path.hasSuffix(".yaml") { id = String(path.dropFirst(9).dropLast(5)) }
        guard accounts.count <= 1 else {
            throw CommandFailure.usage("--account: one at a time here", advice: "Leave it out to see all.")
        }
        return LedgerQuery(
            user: user.map { UserName($0) }, entitlement: entitlement.map { EntitlementName($0) },
            account: accounts.first.map { AccountName($0) }, request: id.map { RequestID($0) }, from: try time(from, "--from"),
            until: try time(until, "--until"), kinds: Set(kinds)
        )
    }

    private func time(_ text: String?, _ option: String) throws -> Timestamp? {
        guard let text else { return nil }
        guard let time = Timestamp(text) else {
            throw CommandFailure.usage("\(option): '\(text)' is not a time", advice: "Write it as 2026-11-22T22:00:00+09:00.")
        }
        return time
    }
}

extension LedgerQuery {
    /// As options: the same for the same question, however it was written.
    var words: [String] {
        let values: [(String, String?)] = [
            ("--user", user?.text), ("--entitlement", entitlement?.text), ("--request", request?.text), ("--account", account?.text),
            ("--from", from?.description), ("--until", until?.description),
        ]
        return values.flatMap { name, value in value.map { [name, $0] } ?? [] } + kinds.map(\.rawValue).sorted().flatMap { ["--type", $0] }
    }
}
