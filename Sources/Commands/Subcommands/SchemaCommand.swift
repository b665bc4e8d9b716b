import AccessRequests
import ArgumentParser

struct SchemaCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "schema",
        abstract: "Print the JSON Schema of a kind of file, for editors.",
        discussion: """
            JSON Schema 2020-12, made from what the files are read by. Editors with YAML's language server complete keys and \
            mark mistakes by it, if a file's first line names it:

            # yaml-language-server: $schema=../../../schemas/request.json

            What a schema can't know (whether a name exists, who is eligible) is for daypass check to say.

            Exit codes: 0.
            """
    )

    @Argument(help: ArgumentHelp("Which kind of file: \(FileSchema.allCases.map(\.rawValue).joined(separator: ", ")).", valueName: "kind"))
    var kind: FileSchema

    func run() async throws {
        try await Attended.run(Console(isQuiet: false, isVerbose: false)) { $0.print(kind.text) }
    }
}

extension FileSchema: ExpressibleByArgument {}
