import Foundation
import TestSupport
import Testing

/// Completions of the shells that aren't everywhere, asked of the shells themselves (Debian's packages zsh and fish).
@Suite struct CompletionTests {
    private static func has(_ program: String) -> Bool {
        let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
        return path.split(separator: ":").contains { FileManager.default.isExecutableFile(atPath: "\($0)/\(program)") }
    }

    private func script(_ shell: String) async throws -> String {
        let run = try await Shell.run([Site.binary, "--generate-completion-script", shell])
        #expect(run.code == 0, "\(run.errors)")
        return run.output
    }

    @Test("the scripts for zsh and fish know the commands", arguments: ["zsh", "fish"])
    func words(_ shell: String) async throws {
        let script = try await script(shell)
        for word in ["request", "extend", "schema", "no-commit"] { #expect(script.contains(word), "\(word)") }
    }

    @Test("fish completes commands, their commands and options", .enabled(if: has("fish"), "there is no fish"))
    func fish() async throws {
        let folder = TemporaryDirectory()
        let script = try folder.write(try await script("fish"), to: "daypass.fish")
        func complete(_ line: String) async throws -> Set<Substring> {
            let run = try await Shell.run(
                ["fish", "--no-config", "-c", "source \(script); complete -C '\(line)'"],
                environment: ["HOME": folder.path, "PATH": "\(folder.path):/usr/bin:/bin"])
            #expect(run.errors.isEmpty, "\(run.errors)")
            return Set(run.output.split(separator: "\n").compactMap { $0.split(separator: "\t").first })
        }
        #expect(try await complete("daypass re") == ["reconcile", "release", "request"])
        #expect(try await complete("daypass audit e") == ["evidence"])
        #expect(try await complete("daypass request --no") == ["--no-commit", "--now"])
        #expect(try await complete("daypass init --forge g").isSuperset(of: ["github", "gitlab", "gitea"]))
    }

    /// A shell on a terminal of its own, as somebody sits at it, who presses the tabulator: it ends once the rest of the word shows.
    private static let sitting = """
        zmodload zsh/zpty
        zpty shell "PATH=/usr/bin:/bin exec zsh -f -i"
        zpty -w shell "fpath=($1 \\$fpath); autoload -Uz compinit; compinit -D -u; bindkey '^I' complete-word; print READY"
        zpty -r shell line '*READY*READY*'
        zpty -w -n shell "$2"$'\\t'
        zpty -r shell line "*$3*"
        """

    @Test("zsh completes commands, their commands and options", .enabled(if: has("zsh"), "there is no zsh"))
    func zsh() async throws {
        let folder = TemporaryDirectory()
        try folder.write(try await script("zsh"), to: "functions/_daypass")
        let sitting = try folder.write(Self.sitting, to: "sitting.zsh")
        for (typed, shown) in [
            ("daypass sche", "schema"), ("daypass audit ver", "verify"), ("daypass request --no-c", "--no-commit"),
            ("daypass schema peo", "people"),
        ] {
            // Whoever waits for what never shows is ended: a broken script shows nothing.
            let run = try await Shell.run(
                ["timeout", "60", "zsh", "-f", sitting, folder("functions"), typed, shown], environment: ["HOME": folder.path])
            #expect(run.code == 0, "\(typed): \(run.output)\(run.errors)")
        }
    }
}
