import AccessCore
import ArgumentParser
import Git
import Ledger
import Reconciliation
import Reports

struct AuditShow: AsyncParsableCommand {
    enum Format: String, ExpressibleByArgument, CaseIterable { case text, json, csv }

    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Ask the ledger who had what, when, why and on whose word.",
        discussion: """
            Reads the records as they stand; daypass audit verify proves them. JSON prints one record a line, exactly as it \
            stands in the ledger. Intents are left out of the text unless --type asks for them.

            Exit codes: 0; 1 the ledger can't be read.
            """
    )

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

    @Option(help: "How to print: text, json or csv.")
    var format: Format = .text

    @OptionGroup var repository: RepositoryOptions
    @OptionGroup var scope: ScopeOptions

    @Flag(name: .shortAndLong, help: "Say only what is wrong.")
    var quiet = false

    func run() async throws {
        try await Attended.run(Console(isQuiet: quiet, isVerbose: false)) { console in
            let query = try query()
            let place = try Workplace(repository, scope, console)
            let view = try await place.repositories.open()
            guard let tip = ObjectID(hex: view.tip.text) else { throw Ending.problems }
            let found: [FoundRecord]
            do {
                found = try await place.repositories.withRepository { try query.records(at: tip, in: $0) }
            } catch let fault as LedgerFault {
                throw CommandFailure("the ledger can't be read: \(fault)", advice: "Run daypass audit verify to see where it is damaged.")
            }
            switch format {
            case .json: for record in found { console.print(record.json) }
            case .csv: console.print(LedgerTable.csv(found))
            case .text:
                let entries = found.map(\.record.entry).filter { types.isEmpty ? $0.event.kind != .intent : true }
                let time = TimeFormat(now: place.clock.now(), zone: view.state.policy?.timezone)
                console.print(AuditText(time: time, palette: Palette(isColoured: Console.hasColour(1))).render(entries))
            }
        }
    }

    private func query() throws -> LedgerQuery {
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
        guard scope.accounts.count <= 1 else {
            throw CommandFailure.usage("--account: one at a time here", advice: "Leave it out to see all.")
        }
        return LedgerQuery(
            user: user.map { UserName($0) }, entitlement: entitlement.map { EntitlementName($0) },
            account: scope.accounts.first.map { AccountName($0) }, request: id.map { RequestID($0) }, from: try time(from, "--from"),
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
