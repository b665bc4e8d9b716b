import Foundation
import TestSupport
import Testing

/// A ledger that must be signed, as people set it up: keys in files and in CI's secrets, and somebody who can push but has
/// no key.
struct SignedLedgerTests {
    private static let evening = "2026-11-22T22:00:00+09:00"
    private static let later = "2026-11-22T23:00:00+09:00"
    private static let end = "2026-11-23T02:00:00+09:00"

    /// Makes a key in the site's folder.
    private func key(_ name: String, in site: Site) async throws {
        let made = try await Shell.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", name, "-f", site.folder(name)])
        #expect(made.code == 0, "\(made.errors)")
    }

    private func text(_ name: String, _ site: Site) throws -> String { try String(contentsOfFile: site.folder(name), encoding: .utf8) }

    /// A signed ledger, where member01 has access until two, and runs that are given the key and pin it.
    private func signed() async throws -> Site {
        var site = try await Site.sample()
        try await key("ledger", in: site)
        let made = try await site.daypass("audit", "init", "--key", site.folder("ledger"), now: Self.evening)
        #expect(made.code == 0 && made.errors.contains("it must be signed by ssh-ed25519 AAAA"), "\(made.errors)")
        site.environment["DAYPASS_LEDGER_KEY"] = site.folder("ledger")
        site.environment["DAYPASS_LEDGER_KEYS"] = site.folder("ledger.pub")
        try site.write(Site.request(end: "2026-11-23 02:00"), to: "requests/good.yaml")
        try await site.commit("a request")
        let run = try await site.daypass("reconcile", now: Self.evening)
        #expect(run.code == 0, "\(run.errors)")
        return site
    }

    /// New requests get nothing, and at its end member01's access goes: what is said on the way has these words, and
    /// nothing of a private key.
    private func expectOnlyWhatIsDue(_ site: Site, saying words: String) async throws {
        let tip = try await site.ledgerTip()
        try site.write(Site.request(user: "member02", end: "2026-11-23 03:00"), to: "requests/more.yaml")
        try await site.commit("more")
        let run = try await site.daypass("reconcile", now: Self.later)
        #expect(run.code == 1 && run.errors.contains(words), "\(run.errors)")
        #expect(try site.user("member02").groups == ["Developers"])
        #expect(try site.user("member01").groups.contains("ProdMemberWorkGroup"))
        let due = try await site.daypass("reconcile", now: Self.end)
        #expect(due.code == 1 && due.errors.contains(words), "\(due.errors)")
        #expect(try site.user("member01").groups == ["Developers"], "\(due.errors)")
        #expect(try site.user("member02").groups == ["Developers"])
        #expect(try await site.ledgerTip() == tip, "nothing was written that the next run would refuse")
        for name in ["ledger", "other", "locked"] {
            for line in (try? text(name, site))?.split(separator: "\n").dropFirst().dropLast() ?? [] {
                #expect(!(run.output + run.errors + due.output + due.errors).contains(line))
            }
        }
    }

    @Test("runs sign, git agrees, and audit verify says what that proves")
    func story() async throws {
        let site = try await signed()
        let again = try await site.daypass("reconcile", now: Self.later)
        #expect(again.code == 0, "\(again.errors)")
        let pinned = try await site.daypass("audit", "verify")
        #expect(pinned.code == 0, "\(pinned.errors)")
        #expect(
            pinned.output.contains("Signed: ") && pinned.output.contains("Every commit is signed by the pinned key."), "\(pinned.output)")
        #expect(pinned.output.contains("That nothing was cut off at the end shows only against a head"))
        let own = try await site.daypass("audit", "verify", environment: ["DAYPASS_LEDGER_KEYS": ""])
        #expect(
            own.output.contains("Consistent, not anchored") && own.output.contains("the key that the ledger itself names"), "\(own.output)")
        let json = try await site.daypass("audit", "verify", "--keys", site.folder("ledger.pub"), "--format", "json")
        #expect(json.output.contains("\"verdict\" : \"signed\"") && json.output.contains("\"keys\" : \"pinned\""), "\(json.output)")
        let head = try #require(pinned.output.split(separator: "\n").last?.split(separator: " ").last)
        let anchored = try await site.daypass("audit", "verify", "--expect-head", String(head))
        #expect(anchored.output.hasPrefix("Verified: ") && anchored.output.contains("Every commit is signed by the pinned key."))
        #expect(anchored.output.contains("; everything up to \(head) is as it was then.\n"))
        try await key("other", in: site)
        let other = try await site.daypass("audit", "verify", "--keys", site.folder("other.pub"))
        #expect(other.code == 1 && other.output.contains("it is signed by another key: SHA256:"), "\(other.output)\(other.errors)")
        #expect(other.output.contains("If that is the ledger's key, and another one was given: name it in --keys FILE"), "\(other.output)")

        let mail = try await Shell.git("log", "-1", "--format=%ce", "audit", in: site.repository)
        try site.folder.write("\(mail) \(try text("ledger.pub", site))", to: "signers")
        let log = try await Shell.git(
            "-c", "gpg.ssh.allowedSignersFile=\(site.folder("signers"))", "log", "--format=%G?", "audit", in: site.repository)
        #expect(Set(log.split(separator: "\n")) == ["G"])
    }

    @Test("a key and a list of keys given as text")
    func texts() async throws {
        var site = try await signed()
        site.environment["DAYPASS_LEDGER_KEY"] = "\n" + (try text("ledger", site)).replacingOccurrences(of: "\n", with: "\r\n")
        site.environment["DAYPASS_LEDGER_KEYS"] = "# pinned\n" + (try text("ledger.pub", site))
        try site.write(Site.request(user: "member02", end: "2026-11-23 03:00"), to: "requests/more.yaml")
        try await site.commit("more")
        let run = try await site.daypass("reconcile", now: Self.later)
        #expect(run.code == 0, "\(run.errors)")
        #expect(try site.user("member02").groups.contains("ProdMemberWorkGroup"))
    }

    @Test("a commit of somebody who can push, unsigned or signed with a key of his own", arguments: [false, true])
    func pushed(isSigned: Bool) async throws {
        let site = try await signed()
        let good = try await site.ledgerTip()
        try await key("other", in: site)
        let message = try await Shell.git("log", "-1", "--format=%B", "audit", in: site.repository)
        let tree = try await Shell.git("rev-parse", "audit^{tree}", in: site.repository)
        let arguments =
            ["-c", "gpg.format=ssh", "-c", "user.signingkey=\(site.folder("other"))", "commit-tree", "-p", "audit", "-m", message]
            + (isSigned ? ["-S"] : []) + [tree]
        let forged = try await Shell.run(["git"] + arguments, in: site.repository)
        #expect(forged.code == 0, "\(forged.errors)")
        let id = forged.output.trimmingCharacters(in: .whitespacesAndNewlines)
        try await Shell.git("update-ref", "refs/heads/audit", id, in: site.repository)
        try await expectOnlyWhatIsDue(site, saying: isSigned ? "it is signed by another key: SHA256:" : "it isn't signed")
        for command in [["status"], ["audit", "show"], ["plan"]] {
            #expect(try await site.daypass(arguments: command).code == 1, "\(command)")
        }
        let verified = try await site.daypass("audit", "verify")
        #expect(verified.code == 1 && verified.output.contains("commit \(id.prefix(7))"), "\(verified.output)")

        try await Shell.git("update-ref", "refs/heads/audit", good, in: site.repository)
        let mended = try await site.daypass("reconcile", now: Self.end)
        #expect(mended.code == 0, "\(mended.errors)")
    }

    @Test("a run without the key, or with one that is of no use, says so and grants nothing")
    func useless() async throws {
        for (name, words) in [
            ("", "this run has no private key"), ("missing", "can't be read: No such file or directory"),
            ("other", "this run's key is SHA256:"), ("locked", "locked with a passphrase (aes256-ctr)"),
            ("ledger.pub", "this is a public key"), ("garbage", "doesn't begin with -----BEGIN OPENSSH PRIVATE KEY-----"),
            ("training", "Is a directory"),
        ] {
            var site = try await signed()
            try await key("other", in: site)
            let locked = try await Shell.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "secret", "-f", site.folder("locked")])
            #expect(locked.code == 0)
            try Data((0..<200).map { UInt8($0) }).write(to: URL(fileURLWithPath: site.folder("garbage")))
            try FileManager.default.createDirectory(atPath: site.folder("training"), withIntermediateDirectories: true)
            site.environment["DAYPASS_LEDGER_KEY"] = name.isEmpty ? nil : site.folder(name)
            // Looking needs no private key.
            #expect(try await site.daypass("status", now: Self.later).code == 0)
            #expect(try await site.daypass("plan", now: Self.later).code == 0)
            try await expectOnlyWhatIsDue(site, saying: words)
        }
    }

    @Test("a run that can't tell which keys count grants nothing either")
    func noPins() async throws {
        for (keys, words) in [
            ("missing", "can't be read: No such file or directory"), ("# nobody\n", "no key in it may sign commits"),
            ("ssh-dss AAAA me", "keys of the type 'ssh-dss' can't be used"),
        ] {
            var site = try await signed()
            site.environment["DAYPASS_LEDGER_KEYS"] = keys == "missing" ? site.folder(keys) : keys
            try await expectOnlyWhatIsDue(site, saying: words)
            #expect(try await site.daypass("audit", "verify").code == 1)
        }
    }

    @Test("audit init with a key that is of no use makes nothing")
    func badInit() async throws {
        let site = try await Site.sample()
        try site.folder.write("-----BEGIN OPENSSH PRIVATE KEY-----\nc2VjcmV0\n-----END OPENSSH PRIVATE KEY-----\n", to: "bad")
        let made = try await site.daypass("audit", "init", "--key", site.folder("bad"), now: Self.evening)
        #expect(made.code == 1 && made.errors.contains("is of no use") && !made.errors.contains("c2VjcmV0"), "\(made.errors)")
        // A secret in another form may be the key all the same.
        let pasted = try await site.daypass("audit", "init", now: Self.evening, environment: ["DAYPASS_LEDGER_KEY": "c2VjcmV0LXNlZWQ"])
        #expect(pasted.code == 1 && pasted.errors.contains("in the file that was named can't be read"), "\(pasted.errors)")
        #expect(!pasted.errors.contains("c2VjcmV0LXNlZWQ"))
        #expect(try await Shell.run(["git", "rev-parse", "-q", "--verify", "audit"], in: site.repository).code != 0)
    }

    @Test("a key is changed while both are pinned")
    func rotation() async throws {
        var site = try await signed()
        try await key("other", in: site)
        try site.folder.write(try text("ledger.pub", site) + (try text("other.pub", site)), to: "both.pub")
        site.environment["DAYPASS_LEDGER_KEYS"] = site.folder("both.pub")
        site.environment["DAYPASS_LEDGER_KEY"] = site.folder("other")
        let ended = try await site.daypass("reconcile", now: Self.end)
        #expect(ended.code == 0, "\(ended.errors)")
        site.environment["DAYPASS_LEDGER_KEYS"] = site.folder("other.pub")
        #expect(try await site.daypass("reconcile", now: Self.end).code == 0)
        let both = try await site.daypass("audit", "verify", "--keys", site.folder("both.pub"))
        #expect(both.code == 0 && both.output.contains("one of the 2 pinned keys"), "\(both.output)")
        let verified = try await site.daypass("audit", "verify")
        #expect(verified.code == 1, "the commits of the old key are still its")
    }
}
