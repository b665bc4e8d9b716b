import AccessCore
import ArgumentParser
import Reports

struct ExplainCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain",
        abstract: "Tell the whole story of one request.",
        discussion: """
            How it came, what each rule asks and who met it by what evidence, who was set aside and why, what is missing and who \
            could give it, what was done since, and when it is looked at again. From the ledger and the source branch; neither IAM \
            nor a forge is asked. Of a request that no run has judged yet it says what daypass check would say.

            Exit codes: 0 told; 1 there is no such request, or the ledger can't be read.
            """
    )

    @Argument(help: ArgumentHelp("The request: its path, its id, or the last part of it.", valueName: "request"))
    var request: String

    @OptionGroup var repository: RepositoryOptions
    @OptionGroup var scope: ScopeOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        try await Attended.run(output.console) { console in
            let place = try Workplace(repository, scope, console)
            let reading = try await StoryReading(place)
            let (story, check) = try await reading.story(of: request)
            switch output.format {
            case .json: console.print(try JSONText.of(StoryDocument(story, check: check)))
            case .text:
                let time = TimeFormat(now: story.now, zone: await reading.timezone())
                if let check {
                    let text = DiagnosticText(palette: Palette(isColoured: Console.hasColour(2)), time: time)
                    console.warn(check.diagnostics.map(text.full).joined(separator: "\n"))
                }
                console.print(StoryText(time: time, palette: Palette(isColoured: Console.hasColour(1))).render(story, check: check))
            }
        }
    }
}
