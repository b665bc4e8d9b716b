import Foundation
import TestSupport
import Testing

/// What the README shows is what happens.
struct ReadmeTests {
    private let page: Page

    init() throws { page = try Page("README.md") }

    @Test("make targets that pages name exist")
    func targets() throws {
        let makefile = try String(contentsOfFile: Page.root + "/Makefile", encoding: .utf8)
        let targets = Set(makefile.matches(of: /(?m)^([a-z]+):/).map { String($0.1) })
        for path in Page.all {
            for match in try Page(path).text.matches(of: /(?m)(?:`|^)make ([a-z]+)/) {
                #expect(targets.contains(String(match.1)), "\(path): make \(match.1)")
            }
        }
        #expect(page.blocks.contains { $0.text.contains("make demo") && $0.text.contains("make test") })
    }

    @Test("the request of the first screen passes the check, under the sample's policies")
    func request() async throws {
        let request = try #require(page.blocks.first { $0.language == "yaml" }?.text)
        #expect(request.split(separator: "\n").count == 6)
        let folder = TemporaryDirectory()
        try FileManager.default.copyItem(atPath: Page.root + "/policies", toPath: folder("policies"))
        try folder.write(request, to: "requests/2026/11/deploy-billing.yaml")
        let result = try await Shell.run([Tools.daypass, "check", folder.path])
        #expect(result.code == 0, "\(result.errors)")
        #expect(result.output == "Checked 1 request and 5 policy files: no mistakes.\n")
    }

    @Test("the request of docs/formats.md passes the check")
    func formats() async throws {
        let request = try #require(try Page("docs/formats.md").blocks.first { $0.language == "yaml" }?.text)
        let folder = TemporaryDirectory()
        try FileManager.default.copyItem(atPath: Page.root + "/policies", toPath: folder("policies"))
        try folder.write(request, to: "requests/deploy.yaml")
        let result = try await Shell.run([Tools.daypass, "check", folder.path])
        #expect(result.code == 0, "\(result.errors)")
    }

    /// Without what differs from run to run: commits and hashes.
    private func settled(_ text: Substring) -> String { String(text).replacing(/\b[0-9a-f]{7,64}\b/, with: "…") }

    @Test("every line of the output is one of the demo's, and in that order")
    func demo() async throws {
        let shown = try #require(page.blocks.first { $0.text.contains("jump: granted") }).text.split(separator: "\n").map(settled)
        #expect(shown.count == 10)
        let folder = TemporaryDirectory()
        let demo = try await Shell.run(
            [Page.root + "/scripts/demo"], environment: ["DAYPASS": Tools.daypass, "DAYPASS_DEMO": folder("demo")])
        #expect(demo.code == 0, "\(demo.output)\(demo.errors)")
        var rest = demo.output.split(separator: "\n").map(settled)[...]
        for line in shown {
            let found = rest.firstIndex(of: line)
            #expect(found != nil, "the demo doesn't say: \(line)")
            rest = found.map { rest[($0 + 1)...] } ?? rest
        }
    }

    @Test("packages that scripts/prepare installs are listed with their purpose, and no other")
    func packages() throws {
        let script = try String(contentsOfFile: Page.root + "/scripts/prepare", encoding: .utf8)
        let needed = Set(script.matches(of: /(?m)^ +need ([a-z0-9.-]+) "/).map { String($0.1) })
        let start = try #require(page.text.range(of: "\n## Set-up\n"))
        let end = try #require(page.text.range(of: "\n## Now your own"))
        let section = page.text[start.upperBound..<end.lowerBound]
        let listed = section.split(separator: "\n").filter { $0.hasPrefix("| `") }
            .flatMap { $0.split(separator: "|")[0].matches(of: /`([a-z0-9.-]+)`/).map { String($0.1) } }
        #expect(Set(listed) == needed.union(["openssh-server"]))
        let version = try #require(script.firstMatch(of: /needed_swift=([0-9.]+)/)).1
        #expect(section.contains("Swift \(version) or later"))
    }
}
