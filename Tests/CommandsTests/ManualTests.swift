import Foundation
import TestSupport
import Testing

@testable import Commands

/// The manual page and bash's completions that `scripts/install` installs.
@Suite struct ManualTests {
    private func output(_ arguments: String...) async throws -> String {
        let run = try await Shell.run([Site.binary] + arguments)
        #expect(run.code == 0, "\(run.errors)")
        return run.output
    }

    @Test("the page has every command and every option, and roff finds nothing wrong with it")
    func page() async throws {
        let page = try await output("manual")
        func check(_ command: CommandHelp) {
            for sub in command.shown {
                guard sub.shown.isEmpty else {
                    check(sub)
                    continue
                }
                #expect(page.contains(".SS \"\(sub.path.replacing("-", with: "\\-"))"), "\(sub.path)")
                for name in sub.own.flatMap({ $0.names ?? [] }) {
                    #expect(page.contains("\\fB\(name.text.replacing("-", with: "\\-"))\\fR"), "\(sub.path) \(name.text)")
                }
            }
        }
        check(try CommandHelp.whole())
        #expect(page.hasPrefix(".TH DAYPASS 1 "))
        #expect(!page.contains("daypass manual"), "it is for the installation")
        // What isn't a macro of man(7) may not begin a line as if it were one.
        let macros: Set<String> = ["TH", "SH", "SS", "PP", "TP", "B", "BR", "I"]
        for line in page.split(separator: "\n") where line.hasPrefix(".") || line.hasPrefix("'") {
            #expect(macros.contains(String(line.dropFirst().prefix { $0 != " " })), "\(line)")
        }
    }

    @Test("groff sets the page without a warning")
    func groff() async throws {
        let folder = TemporaryDirectory()
        let file = try folder.write(try await output("manual"), to: "daypass.1")
        guard try await Shell.run(["sh", "-c", "command -v groff"]).code == 0 else { return }
        let set = try await Shell.run(["groff", "-man", "-Tutf8", "-ww", "-z", file])
        #expect(set.code == 0 && set.errors.isEmpty, "\(set.errors)")
    }

    @Test("bash completes commands and options")
    func bash() async throws {
        let folder = TemporaryDirectory()
        let script = try folder.write(try await output("--generate-completion-script", "bash"), to: "daypass.bash")
        func complete(_ words: String...) async throws -> [Substring] {
            let line = """
                . \(script); COMP_WORDS=(daypass \(words.joined(separator: " "))); COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
                COMP_LINE="${COMP_WORDS[*]}"; COMP_POINT=${#COMP_LINE}; COMPREPLY=(); _daypass daypass \(words.last ?? "''") x; printf '%s\\n' "${COMPREPLY[@]}"
                """
            let run = try await Shell.run(["bash", "-c", line])
            return run.output.split(separator: "\n")
        }
        let commands = try await complete("''")
        #expect(Set(commands).isSuperset(of: ["check", "request", "end", "extend", "init", "schema", "reconcile"]), "\(commands)")
        let options = try await complete("request", "--")
        #expect(Set(options).isSuperset(of: ["--user", "--end", "--reason"]), "\(options)")
    }
}
