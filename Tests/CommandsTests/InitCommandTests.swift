import Foundation
import TestSupport
import Testing

@testable import Commands

/// `daypass init`: what it writes works as it is.
@Suite struct InitCommandTests {
    private static let now = "2026-11-22T21:00:00+09:00"

    private func start(_ arguments: String...) async throws -> (folder: TemporaryDirectory, run: Finished) {
        let folder = TemporaryDirectory()
        return (folder, try await Shell.run([Site.binary, "init", "access", "--now", Self.now] + arguments, in: folder.path))
    }

    @Test("the whole story works from it")
    func story() async throws {
        let (folder, run) = try await start("--timezone", "Asia/Tokyo")
        #expect(run.code == 0, "\(run.errors)")
        let access = folder("access")
        func daypass(_ arguments: String...) async throws -> Finished {
            try await Shell.run([Site.binary] + arguments, in: access, environment: ["DAYPASS_CACHE": folder("cache")])
        }
        let check = try await daypass("check")
        #expect(check.code == 0 && check.output.hasPrefix("Checked 1 request and 3 policy files: no mistakes."), "\(check.errors)")
        try await Shell.git("init", "-q", "-b", "main", in: access)
        try await Shell.git("add", "policies", in: access)
        try await Shell.git("commit", "-q", "-m", "policies", in: access)
        #expect(try await daypass("audit", "init", "--now", Self.now).code == 0)
        try await Shell.git("add", "-A", in: access)
        try await Shell.git("commit", "-q", "-m", "a request", in: access)
        func tag() throws -> String? {
            let text = try String(contentsOfFile: folder("access/training.json"), encoding: .utf8)
            return text.firstMatch(of: /"SampleWorkGroup" ?: ?"([^"]*)"/).map { String($0.1) }
        }
        let granted = try await daypass("reconcile", "--now", Self.now)
        #expect(granted.code == 0 && granted.errors.contains("training: granted sample01 sample until"), "\(granted.errors)")
        #expect(try tag() == "2026-11-22T13:00:00Z")
        let ended = try await daypass("reconcile", "--now", "2026-11-22T22:00:00+09:00")
        #expect(ended.code == 0 && ended.errors.contains("training: removed sample01 sample, ended"), "\(ended.errors)")
        #expect(try tag() == nil)
        #expect(try await daypass("audit", "verify").code == 0)
        let request = try await daypass(
            "request", "sample", "--user", "sample01", "--duration", "2h", "--reason", "more", "--now", Self.now)
        #expect(request.code == 0, "\(request.errors)")
    }

    @Test("what is there already is left alone, be it a link that leads nowhere")
    func neverOverwrites() async throws {
        let folder = TemporaryDirectory()
        try folder.write("mine\n", to: "access/README.md")
        try folder.write("mine\n", to: "access/policies/people.yaml")
        try FileManager.default.createSymbolicLink(atPath: folder("access/CODEOWNERS"), withDestinationPath: "nowhere")
        let run = try await Shell.run([Site.binary, "init", folder("access")], in: "/")
        #expect(run.code == 0, "\(run.errors)")
        for path in ["README.md", "policies/people.yaml", "CODEOWNERS"] {
            #expect(run.errors.contains("\(path): is there already, left alone\n"), "\(path)")
        }
        #expect(try String(contentsOfFile: folder("access/README.md"), encoding: .utf8) == "mine\n")
        #expect(!FileManager.default.fileExists(atPath: folder("access/nowhere")))
        let again = try await Shell.run([Site.binary, "init", folder("access"), "--quiet"], in: "/")
        #expect(again.code == 0 && again.errors.isEmpty)
    }

    @Test("a folder that is a link is not followed")
    func links() async throws {
        let folder = TemporaryDirectory()
        try folder.write("", to: "elsewhere/.keep")
        try folder.write("", to: "access/.keep")
        try FileManager.default.createSymbolicLink(atPath: folder("access/policies"), withDestinationPath: folder("elsewhere"))
        let run = try await Shell.run([Site.binary, "init", folder("access")], in: "/")
        #expect(run.code == 1 && run.errors.contains("policies is no folder"), "\(run.errors)")
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder("elsewhere")) == [".keep"])
    }

    @Test("the identity comes from the remote, and hostile ones are refused")
    func identities() async throws {
        let folder = TemporaryDirectory()
        try FileManager.default.createDirectory(atPath: folder("a"), withIntermediateDirectories: true)
        try await Shell.git("init", "-q", in: folder("a"))
        try await Shell.git("remote", "add", "origin", "git@github.com:acme/access.git", in: folder("a"))
        #expect(try await Shell.run([Site.binary, "init"], in: folder("a")).code == 0)
        #expect(try String(contentsOfFile: folder("a/policies/settings.yaml"), encoding: .utf8).contains("repository: acme/access\n"))
        for (option, value) in [
            ("--identity", "a/b\ndrift: enforce"), ("--identity", "a b"), ("--timezone", "Asia/Tokio"), ("--timezone", "../x"),
        ] {
            let (folder, run) = try await start(option, value)
            #expect(run.code == 64 && run.errors.contains(option), "\(run.errors)")
            #expect(!FileManager.default.fileExists(atPath: folder("access")))
        }
    }

    @Test(
        "workflows are those of this project",
        arguments: [
            (".github/workflows/check.yaml", ".github/workflows/check.yaml"),
            (".github/workflows/comment.yaml", ".github/workflows/comment.yaml"),
            (".github/workflows/reconcile.yaml", ".github/workflows/reconcile.yaml"),
            (".gitlab-ci.yml", "examples/gitlab/.gitlab-ci.yml"),
        ])
    func sameWorkflows(_ path: String, _ source: String) throws {
        let scaffold = Scaffold(forges: ForgeKind.allCases, repository: "a/b", timezone: "UTC", month: "2026/11")
        let file = try #require(scaffold.files.first { $0.path == path })
        #expect(try file.text == String(contentsOfFile: Site.package + "/" + source, encoding: .utf8))
    }

    /// The files in this project and the ones that `init` writes.
    private func texts(_ path: String, _ source: String) throws -> [String] {
        let scaffold = Scaffold(forges: ForgeKind.allCases, repository: "a/b", timezone: "UTC", month: "2026/11")
        let file = try #require(scaffold.files.first { $0.path == path })
        return [file.text, try String(contentsOfFile: Site.package + "/" + source, encoding: .utf8)]
    }

    /// `actions/cache` alone keeps nothing after a step that failed (its action.yml: `post-if: success()`), and a run that had to put
    /// down what it removed fails.
    @Test("GitHub keeps the cache after a run that failed, too, without the mark of the run that used it")
    func cacheAtGitHub() throws {
        let path = ".github/workflows/reconcile.yaml"
        for text in try texts(path, path) {
            let steps = text.components(separatedBy: "\n      - ").dropFirst()
            func place(_ words: String) throws -> Int { try #require(steps.firstIndex { $0.contains(words) }, "\(words)") }
            let (restore, run) = (try place("uses: actions/cache/restore@"), try place("run: bin/daypass reconcile"))
            let (unmark, save) = (try place("run: rm -f cache/runner"), try place("uses: actions/cache/save@"))
            #expect(restore < run && run < unmark && unmark < save)
            let key = "key: daypass-cache-${{ github.run_id }}-${{ github.run_attempt }}\n"
            for step in [restore, save] { #expect(steps[step].contains("path: cache\n") && steps[step].contains(key)) }
            #expect(steps[restore].contains("restore-keys: daypass-cache-\n"))
            for step in [unmark, save] { #expect(steps[step].contains("if: always()\n")) }
            #expect(!steps.contains { $0.contains("uses: actions/cache@") && $0.contains("path: cache\n") })
        }
    }

    /// A cache's `when` is `on_success` where nothing says otherwise.
    @Test("GitLab keeps the cache after a run that failed, too, without the mark of the run that used it")
    func cacheAtGitLab() throws {
        for text in try texts(".gitlab-ci.yml", "examples/gitlab/.gitlab-ci.yml") {
            let job = try #require(text.components(separatedBy: "\nreconcile:\n").last)
            #expect(job.contains("    - key: daypass-cache\n      paths: [daypass-cache]\n      when: always\n"))
            #expect(try #require(job.components(separatedBy: "after_script:\n").last).contains("/daypass-cache/runner\""))
        }
    }

    @Test("only the forge that is named")
    func forge() async throws {
        let (folder, run) = try await start("--forge", "gitea")
        #expect(run.code == 0)
        let names = try FileManager.default.contentsOfDirectory(atPath: folder("access"))
        #expect(Set(names) == [".gitea", "CODEOWNERS", "README.md", "policies", "requests", "training.json"])
    }
}
