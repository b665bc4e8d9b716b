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

    @OptionGroup var question: QuestionOptions

    @Option(help: "How to print: text, json or csv.")
    var format: Format = .text

    @OptionGroup var repository: RepositoryOptions
    @OptionGroup var scope: ScopeOptions

    @Flag(name: .shortAndLong, help: "Say only what is wrong.")
    var quiet = false

    func run() async throws {
        try await Attended.run(Console(isQuiet: quiet, isVerbose: false)) { console in
            let query = try question.query(of: scope.accounts)
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
                let entries = found.map(\.record.entry).filter { question.types.isEmpty ? $0.event.kind != .intent : true }
                let time = TimeFormat(now: place.clock.now(), zone: view.state.policy?.timezone)
                console.print(AuditText(time: time, palette: Palette(isColoured: Console.hasColour(1))).render(entries))
            }
        }
    }
}
