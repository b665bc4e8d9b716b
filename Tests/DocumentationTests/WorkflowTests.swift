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
        try await validate("vendor.github-workflows", ["check", "comment", "reconcile"].map { ".github/workflows/\($0).yaml" })
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

    @Test("the comment comes from the default branch: what reads the pull request can't write, and what can write doesn't read it")
    func comment() throws {
        let comment = try code(".github/workflows/comment.yaml")
        #expect(comment.contains("on:\n  workflow_run:\n    workflows: [check]\n    types: [completed]\n"))
        #expect(comment.contains("permissions: {}\n"))
        for word in ["pull_request:", "pull_request_target", "secrets.", "id-token", "configure-aws-credentials"] {
            #expect(!comment.contains(word), "\(word)")
        }
        let jobs = comment.components(separatedBy: "\n  write:\n")
        let rest = try #require(jobs.last).components(separatedBy: "\n  post:\n")
        let (find, write, post) = (jobs[0], rest[0], try #require(rest.last))
        #expect(jobs.count == 2 && rest.count == 2)
        #expect(comment.components(separatedBy: ": write").count - 1 == 1 && post.contains("pull-requests: write"))
        // The pull request's commit is fetched and read, never checked out; its files stay where nothing can write.
        #expect(!comment.contains("ref: ${{ github.event.workflow_run") && !comment.contains("merge_commit_sha"))
        #expect(write.contains("refs/pull/$NUMBER/merge") && write.contains("FETCH_HEAD^2"))
        #expect(!post.contains("refs/pull") && !find.contains("refs/pull"))
        #expect(!write.contains("github.token"))
        // Only the first job looks at what the check left behind, and takes a number from it.
        #expect(find.contains("run-id: ${{ github.event.workflow_run.id }}") && find.contains("scripts/comment find note"))
        #expect(!write.contains("run-id") && !post.contains("run-id"))
    }

    @Test("the check leaves a number behind, and nothing else")
    func artifact() throws {
        let check = try code(".github/workflows/check.yaml")
        #expect(check.contains("name: daypass-check\n          path: note/number\n"))
        #expect(check.contains("printf '%s\\n' \"$NUMBER\" > note/number"))
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
        for name in ["check", "comment", "reconcile"].map({ ".github/workflows/\($0).yaml" }) {
            var isScript = false
            var indent = 0
            for line in try code(name).split(separator: "\n") {
                let depth = line.prefix { $0 == " " }.count
                if isScript, depth <= indent { isScript = false }
                if isScript { #expect(!line.contains("${{"), "\(name): \(line)") }
                if line.contains("run: ") { (isScript, indent) = (true, depth) }
                if line.contains("uses: ") {
                    #expect(line.contains(/uses: [a-z-]+(\/[a-z-]+)+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/), "\(name): \(line)")
                }
            }
        }
    }
}
