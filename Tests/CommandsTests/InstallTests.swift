import Foundation
import TestSupport
import Testing

/// `scripts/install`, with a `swift` that has built already: what these tests run.
@Suite struct InstallTests {
    private struct Place {
        let folder = TemporaryDirectory()

        init() throws {
            let built = URL(fileURLWithPath: Site.binary).deletingLastPathComponent().path
            try folder.write(
                """
                #!/bin/sh
                # Asked where the product is, it says so; asked to build, it has built; else it is the real one.
                [ "$1" = build ] || { PATH=${PATH#*:}; exec swift "$@"; }
                echo "$*" >>'\(folder("asked"))'
                case "$*" in *--show-bin-path*) echo '\(built)' ;; esac
                """, to: "bin/swift")
            try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: folder("bin/swift"))
        }

        func install(_ arguments: String..., environment: [String: String] = [:]) async throws -> Finished {
            let path = folder("bin") + ":" + (Shell.hermetic["PATH"] ?? "/usr/bin:/bin")
            return try await Shell.run(
                [Site.package + "/scripts/install"] + arguments, in: folder.path, environment: environment.merging(["PATH": path]) { $1 })
        }

        /// Every file below a folder, with its permissions.
        func files(below path: String) throws -> [String: Int] {
            let found = try #require(FileManager.default.enumerator(atPath: folder(path)))
            var files: [String: Int] = [:]
            for case let name as String in found {
                let attributes = try FileManager.default.attributesOfItem(atPath: folder(path + "/" + name))
                if attributes[.type] as? FileAttributeType == .typeRegular { files[name] = attributes[.posixPermissions] as? Int }
            }
            return files
        }
    }

    private static let installed = [
        "bin/daypass": 0o755, "share/man/man1/daypass.1": 0o644, "share/bash-completion/completions/daypass": 0o644,
        "share/zsh/site-functions/_daypass": 0o644, "share/fish/vendor_completions.d/daypass.fish": 0o644,
    ]

    @Test("the command, its manual page and the completions, and nothing else; a second time over the first")
    func whole() async throws {
        let place = try Place()
        for _ in 0..<2 {
            let run = try await place.install(place.folder("prefix"))
            #expect(run.code == 0, "\(run.errors)")
            #expect(
                run.errors.hasSuffix(
                    "installed \(place.folder("prefix"))/bin/daypass, its manual page, and completions for bash, zsh and fish in \(place.folder("prefix"))/share\n"
                ))
            #expect(try place.files(below: "prefix") == Self.installed)
        }
        let command = place.folder("prefix/bin/daypass")
        let version = try await Shell.run([command, "--version"])
        let built = try await Shell.run([Site.binary, "--version"])
        #expect(version.code == 0 && version.output == built.output)
        let page = try String(contentsOfFile: place.folder("prefix/share/man/man1/daypass.1"), encoding: .utf8)
        let manual = try await Shell.run([Site.binary, "manual"])
        #expect(page == manual.output)
        for (shell, path) in [
            ("bash", "bash-completion/completions/daypass"), ("zsh", "zsh/site-functions/_daypass"),
            ("fish", "fish/vendor_completions.d/daypass.fish"),
        ] {
            let script = try String(contentsOfFile: place.folder("prefix/share/" + path), encoding: .utf8)
            let own = try await Shell.run([Site.binary, "--generate-completion-script", shell])
            #expect(script == own.output, "\(shell)")
        }
        let asked = try String(contentsOfFile: place.folder("asked"), encoding: .utf8)
        #expect(asked.contains("-c release") && asked.contains("--static-swift-stdlib"), "\(asked)")
    }

    @Test("a path without a leading slash is from where one stands, and DESTDIR goes before the prefix")
    func places() async throws {
        let place = try Place()
        #expect(try await place.install("mine").code == 0)
        #expect(try place.files(below: "mine") == Self.installed)
        let staged = try await place.install("/opt/daypass", environment: ["DESTDIR": place.folder("stage")])
        #expect(staged.code == 0, "\(staged.errors)")
        #expect(try place.files(below: "stage/opt/daypass") == Self.installed)
    }
}
