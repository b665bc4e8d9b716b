import Foundation
import TestSupport
import Testing

/// The CI files are what their forges take, and keep what they promise.
struct WorkflowTests {
    private func validate(_ schema: String, _ files: [String], _ more: [String] = []) async throws {
        let arguments = [testPython, "-m", "check_jsonschema", "--builtin-schema", schema] + more + files.map { Page.root + "/" + $0 }
        let result = try await Shell.run(arguments)
        #expect(result.code == 0, "\(result.output)\(result.errors)")
    }

    @Test("GitHub's schema")
    func github() async throws {
        try await validate("vendor.github-workflows", [".github/workflows/check.yaml", ".github/workflows/reconcile.yaml"])
    }

    @Test("GitLab's schema")
    func gitlab() async throws {
        try await validate("vendor.gitlab-ci", ["examples/gitlab/.gitlab-ci.yml"], ["--data-transform", "gitlab-ci"])
    }

    @Test("a broken file doesn't pass")
    func broken() async throws {
        let folder = TemporaryDirectory()
        let file = try folder.write("on: push\njobs: { reconcile: { permission: write } }\n", to: "broken.yaml")
        let result = try await Shell.run([testPython, "-m", "check_jsonschema", "--builtin-schema", "vendor.github-workflows", file])
        #expect(result.code == 1)
    }

    private func code(_ name: String) throws -> String {
        let text = try String(contentsOfFile: Page.root + "/" + name, encoding: .utf8)
        return text.split(separator: "\n").filter { !$0.drop(while: { $0 == " " }).hasPrefix("#") }.joined(separator: "\n")
    }

    @Test("the check of a pull request can write nothing and gets no secret")
    func harmless() throws {
        let check = try code(".github/workflows/check.yaml")
        #expect(check.contains("permissions:\n  contents: read\n"))
        #expect(check.contains("pull_request:") && !check.contains("pull_request_target"))
        for word in ["write", "secrets.", "id-token", "configure-aws-credentials", "environment:"] {
            #expect(!check.contains(word), "\(word)")
        }
        // The pull request is fetched, never checked out.
        #expect(!check.contains("head.sha") && !check.contains("head.ref"))
        #expect(check.contains("ref: ${{ github.event.pull_request.base.sha }}"))
    }

    @Test("the reconciler runs alone, on main, with what it needs and no more")
    func reconcile() throws {
        let reconcile = try code(".github/workflows/reconcile.yaml")
        #expect(reconcile.contains("permissions: {}\n") && !reconcile.contains("write-all"))
        #expect(reconcile.components(separatedBy: ": write").count - 1 == 2)
        for line in [
            "id-token: write", "contents: write", "cancel-in-progress: false", "environment: daypass", "github.ref == 'refs/heads/main'",
        ] {
            #expect(reconcile.contains(line), "\(line)")
        }
        #expect(!reconcile.contains("pull_request"))
    }

    @Test("actions are pinned by commit, and no expression stands inside a script")
    func pinned() throws {
        for name in [".github/workflows/check.yaml", ".github/workflows/reconcile.yaml"] {
            var isScript = false
            var indent = 0
            for line in try code(name).split(separator: "\n") {
                let depth = line.prefix { $0 == " " }.count
                if isScript, depth <= indent { isScript = false }
                if isScript { #expect(!line.contains("${{"), "\(name): \(line)") }
                if line.contains("run: ") { (isScript, indent) = (true, depth) }
                if line.contains("uses: ") {
                    #expect(line.contains(/uses: [a-z-]+\/[a-z-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/), "\(name): \(line)")
                }
            }
        }
    }
}
