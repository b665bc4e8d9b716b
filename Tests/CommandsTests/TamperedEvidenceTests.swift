import Foundation
import TestSupport
import Testing

/// Whatever is changed in a bundle, its steps say so: to whoever was given the commit, the key or the head.
struct TamperedEvidenceTests {
    private struct Written: Decodable { var tip, head: String }

    /// A signed bundle with everything that one can have in it, and what is told of it by other ways.
    private func bundle() async throws -> (evidence: Evidence, given: [String: String], site: Site) {
        var site = try await Site.sample()
        for name in ["ledger", "other"] {
            let made = try await Shell.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", name, "-f", site.folder(name)])
            try #require(made.code == 0, "\(made.errors)")
        }
        site.environment["DAYPASS_LEDGER_KEY"] = site.folder("ledger")
        let evening = "2026-11-22T22:00:00+09:00"
        try #require(try await site.daypass("audit", "init", now: evening).code == 0)
        for user in ["member01", "member02"] {
            try site.write(Site.request(user: user, end: "2026-11-23 02:00"), to: "requests/\(user).yaml")
            try await site.commit(user)
            try #require(try await site.daypass("reconcile", now: evening).code == 0)
        }
        let run = try await site.daypass(
            "audit", "evidence", "--user", "member01", "--with-chain", "--output", site.folder("e.tar"), "--format", "json")
        try #require(run.code == 0, "\(run.errors)")
        let written = try JSONDecoder().decode(Written.self, from: Data(run.output.utf8))
        let key = try String(contentsOfFile: site.folder("ledger.pub"), encoding: .utf8).trimmingCharacters(in: .whitespacesAndNewlines)
        return (try await Evidence(site.folder("e.tar")), ["TIP": written.tip, "KEY": key, "HEAD": written.head], site)
    }

    /// One file of each kind.
    private static func kinds(_ names: [String]) -> [String] {
        var seen: Set<String> = []
        return names.filter { seen.insert($0.hasPrefix("objects/") ? String($0.split(separator: ".").last ?? "") : $0).inserted }
    }

    @Test("a sound one is proved by each of the three, and git agrees about the signatures")
    func sound() async throws {
        let (evidence, given, _) = try await bundle()
        for (name, words) in [("TIP", "the commit"), ("KEY", "the key"), ("HEAD", "the head")] {
            let checked = try await evidence.check([name: given[name] ?? ""])
            #expect(checked.code == 0 && checked.output.hasSuffix("PROVED by what you were given: \(words)\n"), "\(checked)")
        }
        let all = try await evidence.check(given)
        #expect(all.code == 0 && all.output.hasSuffix("given: the commit the key the head\n") && !all.output.contains("NOTE"), "\(all)")
        // The same, as git itself has it.
        try await Shell.git("init", "-q", "--bare", "bare", in: evidence.folder.path)
        try await Shell.git(
            "--git-dir=../bare", "hash-object", "-w", "--no-filters", "-t", "commit", "objects/\(given["TIP"] ?? "").commit",
            in: evidence.path)
        try await Shell.git(
            "--git-dir=../bare", "-c", "gpg.ssh.allowedSignersFile=allowed_signers", "verify-commit", given["TIP"] ?? "", in: evidence.path)
    }

    @Test("damage on the way is found in every kind of file")
    func damaged() async throws {
        let (evidence, given, _) = try await bundle()
        let kinds = Self.kinds(evidence.names)
        #expect(kinds.count >= 13, "\(kinds)")
        for name in kinds {
            let damaged = try evidence.copy()
            try damaged.edit(name) { data in
                data.isEmpty ? Data("x".utf8) : Data(data.enumerated().map { $0.offset == data.count / 2 ? $0.element ^ 1 : $0.element })
            }
            // The page itself may be what was damaged: its steps are those of the documentation.
            let checked = try await damaged.check(given, steps: try evidence.steps)
            #expect(checked.code == 1 && checked.output.contains("WRONG  "), "\(name): \(checked)")
        }
    }

    @Test("what a forger changes, takes away or adds is found, though the sums fit")
    func forged() async throws {
        let (evidence, given, site) = try await bundle()
        let other = try String(contentsOfFile: site.folder("other.pub"), encoding: .utf8)
        let blob = try #require(try evidence.text("requests.list").split(separator: " ").first)
        let changes: [(String, (Evidence) throws -> Void)] = [
            ("a record's end", { try $0.replace("T17:00:00Z", with: "T18:00:00Z", in: "records.jsonl") }),
            ("a record more", { try $0.edit("records.jsonl") { $0 + Data("{}\n".utf8) } }),
            ("no record", { try $0.edit("records.jsonl") { _ in Data() } }),
            (
                "a record's file left out",
                { try $0.edit("records.list") { Data($0.split(separator: 10).dropLast().joined(separator: [10])) + [10] } }
            ),
            ("another first record", { try $0.replace("example/access", with: "example/excess", in: "genesis.jsonl") }),
            ("a request's text", { try $0.edit("objects/\(blob).blob") { $0 + Data("# more\n".utf8) } }),
            ("a request's text left out", { try $0.edit("objects/\(blob).blob") { _ in nil } }),
            ("a request left out", { try $0.edit("requests.list") { _ in Data() } }),
            ("another text of the request", { try $0.replace(String(blob), with: String(repeating: "a", count: 40), in: "requests.list") }),
            ("another key", { try $0.edit("allowed_signers") { _ in Data("ledger namespaces=\"git\" \(other)".utf8) } }),
            ("a key more", { try $0.edit("allowed_signers") { $0 + Data("ledger namespaces=\"git\" \(other)".utf8) } }),
            ("no keys", { try $0.edit("allowed_signers") { _ in nil } }),
            (
                "a chain cut short",
                { try $0.edit("chains/jump.jsonl") { Data($0.split(separator: 10).dropLast().joined(separator: [10])) + [10] } }
            ),
            (
                "a chain with a gap",
                {
                    try $0.edit("chains/jump.jsonl") { data in
                        var lines = data.split(separator: 10)
                        lines.remove(at: 1)
                        return Data(lines.joined(separator: [10])) + [10]
                    }
                }
            ),
            ("another head", { try $0.edit("heads") { $0 + Data("z 1 \(String(repeating: "0", count: 64))\n".utf8) } }),
            ("no heads", { try $0.edit("heads") { _ in nil } }),
            ("a request that no loop reads", { try $0.edit("requests.list") { $0.dropLast() } }),
            ("a loss that no loop reads", { try $0.edit("missing.list") { $0 + Data("\(blob) lost".utf8) } }),
            ("a key that no loop reads", { try $0.edit("allowed_signers") { $0 + Data("ledger \(other.dropLast())".utf8) } }),
            ("keys of something else", { try $0.replace("namespaces=\"git\"", with: "namespaces=\"g*\"", in: "allowed_signers") }),
            ("a record that no loop reads", { try $0.edit("chains/jump.jsonl") { $0 + Data("{}".utf8) } }),
            ("no list of what is missing", { try $0.edit("missing.list") { _ in nil } }),
        ]
        for (what, change) in changes {
            let forged = try evidence.copy()
            try change(forged)
            try await forged.seal()
            let checked = try await forged.check(given)
            #expect(checked.code == 1 && checked.output.contains("WRONG  "), "\(what): \(checked)")
        }
        // The one that was only sealed anew is as good as before: the seal itself breaks nothing.
        let sealed = try evidence.copy()
        try await sealed.seal()
        #expect(try await sealed.check(given).code == 0)
        // What is said to be missing is shown to be.
        let hidden = try evidence.copy()
        try hidden.edit("objects/\(blob).blob") { _ in nil }
        try hidden.edit("missing.list") { _ in Data("\(blob) lost\n".utf8) }
        try await hidden.seal()
        #expect(try await hidden.check(given).output.contains("NOTE   missing: \(blob), lost"))
    }

    @Test("what git passes over in a commit isn't signed, and the key doesn't prove it")
    func unsigned() async throws {
        let (evidence, given, _) = try await bundle()
        let tip = try #require(given["TIP"])
        let end = "-----END SSH SIGNATURE-----\n"
        let changes: [(String, (String) -> String)] = [
            ("nothing, written anew", { $0 }),
            ("a second signature", { $0.replacing(end, with: end + "gpgsig nobody\n signed this\n") }),
            ("a signature of git's other hash", { $0.replacing(end, with: end + "gpgsig-sha256 nobody signed this\n") }),
            ("no end of the last line", { String($0.dropLast()) }),
        ]
        for (what, change) in changes {
            let forged = try evidence.copy()
            let text = change(try evidence.text("objects/\(tip).commit"))
            try Data(text.utf8).write(to: URL(fileURLWithPath: forged.folder("commit")))
            let named = try await Shell.run(["git", "hash-object", "-t", "commit", "--literally", "commit"], in: forged.folder.path)
            let name = named.output.trimmingCharacters(in: .whitespacesAndNewlines)
            try #require(named.code == 0 && name.count == 40 && (name == tip) == what.hasPrefix("nothing"), "\(what): \(named)")
            try forged.edit("objects/\(tip).commit") { _ in nil }
            try Data(text.utf8).write(to: URL(fileURLWithPath: forged.path + "/objects/\(name).commit"))
            for list in ["tip", "records.list"] { try forged.replace(tip, with: name, in: list) }
            try await forged.seal()
            let checked = try await forged.check(["KEY": given["KEY"] ?? ""])
            if name == tip {
                #expect(checked.code == 0 && checked.output.hasSuffix("PROVED by what you were given: the key\n"), "\(checked)")
            } else {
                #expect(
                    checked.code == 1 && checked.output.contains("WRONG  ") && checked.output.contains("the commit \(name)"),
                    "\(what): \(checked)")
            }
        }
    }

    @Test("every object taken away is found")
    func everyObject() async throws {
        let (evidence, given, _) = try await bundle()
        let objects = evidence.names.filter { $0.hasPrefix("objects/") }
        for name in objects.enumerated().filter({ $0.offset.isMultiple(of: 7) }).map(\.element) {
            let forged = try evidence.copy()
            try forged.edit(name) { _ in nil }
            try await forged.seal()
            let checked = try await forged.check(["TIP": given["TIP"] ?? ""])
            #expect(checked.code == 1 && checked.output.contains("WRONG  "), "\(name): \(checked)")
        }
    }

    @Test("a ledger that somebody made up is sound in itself, and proved by nothing that was given")
    func madeUp() async throws {
        let (_, given, _) = try await bundle()
        let (madeUp, own, _) = try await bundle()
        #expect(try await madeUp.check(own).code == 0)
        for name in ["TIP", "KEY", "HEAD"] {
            let checked = try await madeUp.check([name: given[name] ?? ""])
            #expect(checked.code == 1 && checked.output.contains("WRONG  "), "\(name): \(checked)")
        }
    }
}
