import Foundation
import TestSupport
import Testing

/// `daypass snapshot`, and `daypass check --snapshot`.
struct SnapshotTests {
    /// A user of the sample's directory who may ask for prod-read as one of the IAM group Developers only.
    private func site() async throws -> Site {
        let site = try await Site.sample()
        try site.write(
            Site.request(user: "bystander", access: "prod-read", end: "2036-11-23 02:00", more: "start: 2036-11-22 22:00\n"),
            to: "requests/mine.yaml")
        return site
    }

    private func take(_ site: Site, _ more: String...) async throws -> Finished {
        try await Shell.run([Site.binary, "snapshot", site.repository] + more, in: site.folder.path)
    }

    private func check(_ site: Site, _ more: String...) async throws -> Finished {
        try await Shell.run([Site.binary, "check", site.repository] + more, in: site.folder.path)
    }

    @Test("what is up to IAM is open without one, and settled with one")
    func settles() async throws {
        let site = try await site()
        #expect(
            try await check(site).errors.contains(
                "note: whether bystander may ask for 'prod-read' in jump is up to groups and tags there [DP2014]"))
        let taken = try await take(site, "--output", site.folder("iam.json"))
        #expect(taken.code == 0, "\(taken.errors)")
        #expect(taken.errors.contains(/Wrote \d+ users of 1 account to .*iam\.json\./))
        let good = try await check(site, "--snapshot", site.folder("iam.json"))
        #expect(good.code == 0 && good.errors.isEmpty, "\(good.errors)")
        #expect(good.output.contains(/What IAM holds is told by a snapshot of .*, \d+ s old\./), "\(good.output)")
        try site.write(Site.request(user: "nobody", access: "prod-read", end: "2036-11-23 02:00"), to: "requests/nobody.yaml")
        let bad = try await check(site, "--snapshot", site.folder("iam.json"))
        #expect(bad.code == 1)
        #expect(bad.errors.contains("there is no IAM user 'nobody' in jump [DP2010]"), "\(bad.errors)")
    }

    @Test("it holds what policies ask for, and no more")
    func contents() async throws {
        let site = try await site()
        let directory = try String(contentsOfFile: site.directory, encoding: .utf8)
        let changed = directory.replacing(/("bystander":\s*\{[^}]*?"groups":\s*\[\s*"Developers")/) { "\($0.1), \"Payroll\"" }
            .replacing(/("groups":\s*\[)(?=\s*"[A-Z])/, maxReplacements: 1) { "\($0.1)\"Payroll\", " }
        try changed.write(toFile: site.directory, atomically: true, encoding: .utf8)
        let text = try await take(site).output
        #expect(text.contains("bystander") && text.contains("Developers"))
        #expect(!text.contains("Payroll"), "\(text)")
        #expect(text.contains("\"other-groups\" : 1"))
        #expect(!text.contains("policies") && !text.contains("AIDA"))
        let file = site.folder("iam.json")
        #expect(try await take(site, "--output", file).code == 0)
        let mode = try FileManager.default.attributesOfItem(atPath: file)[.posixPermissions] as? Int
        #expect(mode == 0o600)
        #expect(try await take(site, "--output", file).errors.contains("is there already"))
        #expect(try await take(site, "--output", file, "--force").code == 0)
    }

    @Test("one that is too old is said to be, and not judged by")
    func old() async throws {
        let site = try await site()
        try site.write(Site.request(user: "nobody", access: "prod-read", end: "2036-11-23 02:00"), to: "requests/mine.yaml")
        let text = try await take(site).output.replacing(/"taken" : "\d+/, with: "\"taken\" : \"2020")
        let file = try site.folder.write(text, to: "old.json")
        let run = try await check(site, "--snapshot", file)
        #expect(run.code == 0, "\(run.errors)")
        #expect(run.errors.contains("[DP3020]") && run.errors.contains("Take a new one with daypass snapshot."), "\(run.errors)")
        #expect(run.errors.contains("[DP2014]"))
        #expect(!run.output.contains("told by a snapshot"))
    }

    @Test(
        "one that is none is an error with a reason",
        arguments: [
            ("", "it is no JSON"), ("[]", "something else"), ("{}", "'version' is missing"), (#"{"version":1}"#, "'taken' is missing"),
            (#"{"version":2,"taken":"2026-11-22T13:00:00Z","repository":"x","accounts":{}}"#, "version 2 is not known"),
            (#"{"version":1,"taken":"yesterday","repository":"x","accounts":{}}"#, "at taken"),
            (#"{"version":1,"taken":"2026-11-22T13:00:00Z","repository":"x","accounts":{"\u001b[31m":{"groups":1}}}"#, "something else"),
            (
                #"{"version":1,"taken":"2026-11-22T13:00:00Z","repository":"x","accounts":{"a":{"groups":[],"tags":[],"users":{"u":{"other-groups":-1}}}}}"#,
                "no count"
            ),
        ])
    func malformed(text: String, why: String) async throws {
        let site = try await site()
        let run = try await check(site, "--snapshot", try site.folder.write(text, to: "bad.json"))
        #expect(run.code == 1)
        #expect(run.errors.contains("is no snapshot: ") && run.errors.contains(why), "\(run.errors)")
        #expect(!run.errors.contains("\u{1B}"))
    }

    @Test("an account that can't be read leaves no file behind; a wrong name is a usage mistake")
    func unreadable() async throws {
        let site = try await site()
        try FileManager.default.removeItem(atPath: site.directory)
        let run = try await take(site, "--output", site.folder("iam.json"))
        #expect(run.code == 1)
        #expect(run.errors.contains("jump can't be read: "), "\(run.errors)")
        #expect(!FileManager.default.fileExists(atPath: site.folder("iam.json")))
        #expect(try await take(site, "--account", "nothing").code == 64)
        #expect(try await check(site, "--snapshot", site.folder("iam.json")).errors.contains("it can't be read"))
    }

    @Test("how many hold what only so many may: told with a snapshot, and that it can't be told without one")
    func seats() async throws {
        let site = try await Site.sample()
        let path = "policies/access/prod-member-work.yaml"
        let policy = try site.read(path)
        // A member whom nobody approved takes a place too.
        let held = try String(contentsOfFile: site.directory, encoding: .utf8).replacing(
            "\"bystander\": { \"groups\": [\"Developers\"", with: "\"bystander\": { \"groups\": [\"Developers\", \"ProdMemberWorkGroup\"")
        try site.folder.write(held, to: "training.json")
        try site.write(policy.replacing("duration: 12h", with: "duration: 12h, active: 2"), to: path)
        try await site.commit("seats")
        try site.write(Site.request(end: "2036-11-23 02:00", more: "start: 2036-11-22 22:00\n"), to: "requests/mine.yaml")
        let plain = try await Shell.run([Site.binary, "check", "--base", "main"], in: site.repository)
        #expect(
            plain.output.contains(
                "    At most 2 may hold prod-member-work in jump at once: how many do, nothing here tells, and who finds no place waits.\n"),
            "\(plain.output)\(plain.errors)")
        #expect(try await take(site, "--output", site.folder("iam.json")).code == 0)
        func told() async throws -> String {
            try await Shell.run([Site.binary, "check", "--base", "main", "--snapshot", site.folder("iam.json")], in: site.repository).output
        }
        let some = try await told()
        #expect(
            some.contains("    At most 2 may hold prod-member-work in jump at once: 1 other is in the group by the snapshot.\n"), "\(some)")
        try site.write(policy.replacing("duration: 12h", with: "duration: 12h, active: 1"), to: path)
        try await site.commit("fewer")
        try site.write(Site.request(end: "2036-11-23 01:00", more: "start: 2036-11-22 22:00\n"), to: "requests/other.yaml")
        let full = try await told()
        #expect(full.contains("and 1 other is in the group by the snapshot: this waits till one of them ends.\n"), "\(full)")
    }
}
