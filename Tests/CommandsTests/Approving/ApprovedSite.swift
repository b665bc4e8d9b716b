import Foundation
import TestSupport
import Testing

/// An access repository whose settings trust signatures alone, with people who hold keys made by ssh-keygen.
struct ApprovedSite {
    static let evening = "2026-11-22T22:00:00+09:00"
    static let later = "2026-11-22T23:00:00+09:00"
    static let request = "requests/deploy.yaml"

    var site: Site
    /// The commit that is the root of trust.
    var root = ""
    /// Their public keys, in `people.yaml`'s words.
    private static let people = ["lead01", "lead02", "guard01", "member01"]

    /// - Parameters:
    ///   - isSigned: whether the ledger is signed, and its key pinned.
    ///   - evidence: what proves an approval, from the root of trust on.
    static func made(isSigned: Bool = true, evidence: String = "signature") async throws -> ApprovedSite {
        var made = ApprovedSite(site: try await Site.sample())
        for person in people { try await made.makeKey(person) }
        try made.writePolicies()
        try made.write(evidence: evidence)
        made.root = try await made.site.commit("the first policies")
        if isSigned {
            try await made.makeKey("ledger")
            made.site.environment["DAYPASS_LEDGER_KEY"] = made.site.folder("ledger")
            made.site.environment["DAYPASS_LEDGER_KEYS"] = made.site.folder("ledger.pub")
        }
        let begun = try await made.site.daypass("audit", "init", now: evening)
        #expect(begun.code == 0, "\(begun.errors)")
        return made
    }

    func makeKey(_ name: String) async throws {
        let ended = try await Shell.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", name, "-f", site.folder(name)])
        #expect(ended.code == 0, "\(ended.errors)")
    }

    func publicKey(_ name: String) throws -> String {
        try String(contentsOfFile: site.folder(name + ".pub"), encoding: .utf8).split(separator: " ").prefix(2).joined(separator: " ")
    }

    /// - Parameter leads: who leads; two rules are theirs and the owners' to change.
    func writePolicies(leads: [String] = ["lead01", "lead02"], validity: [String: String] = [:], rules: String? = nil) throws {
        let people = try Self.people.map { name in
            "  \(name):\n    mail: \(name)@example.com\n    keys: [{ key: \"\(try publicKey(name))\"\(validity[name] ?? "") }]\n"
        }.joined()
        try site.write(
            "version: 1\npeople:\n\(people)teams:\n  leads: [\(leads.joined(separator: ", "))]\n  security: [guard01]\n",
            to: "policies/people.yaml")
        try site.write(
            """
            version: 1
            repository: example/access
            timezone: Asia/Tokyo
            accounts: { jump: { directory: "file:training.json" } }
            drift: enforce
            approval: { evidence: [signature], policy-owners: [security] }

            """, to: "policies/settings.yaml")
        try? site.remove("policies/access")
        try writeRules(rules ?? "{ rules: [{ from: leads, count: 1 }] }")
    }

    /// What proves an approval from now on.
    func write(evidence: String) throws {
        let settings = try site.read("policies/settings.yaml")
        let words = settings.replacing(/evidence: \[[a-z]*\]/) { _ in "evidence: [\(evidence)]" }
        try site.write(words, to: "policies/settings.yaml")
    }

    /// What the entitlement asks for.
    func writeRules(_ rules: String) throws {
        try site.write(
            """
            version: 1
            account: jump
            group: ProdMemberWorkGroup
            eligible: { users: [member01, member02, lead01] }
            approval: \(rules)

            """, to: "policies/access/prod-member-work.yaml")
    }

    /// Merges a request, by whoever git says.
    @discardableResult
    func ask(_ path: String = request, user: String = "member01", end: String = "2026-11-23 02:00", author: String? = nil) async throws
        -> String
    {
        try site.write(Site.request(user: user, end: end), to: path)
        return try await commit("a request", author: author)
    }

    @discardableResult
    func commit(_ message: String, author: String? = nil) async throws -> String {
        let commit = try await site.commit(message)
        guard let author else { return commit }
        try await Shell.git(
            "commit", "-q", "--amend", "--allow-empty", "--no-edit", "--author", "x <\(author)@example.com>", in: site.repository)
        return try await Shell.git("rev-parse", "HEAD", in: site.repository)
    }

    /// Signs a request's statement with ssh-keygen, and puts the signature beside the file.
    ///
    /// - Parameters:
    ///   - key: whose key signs; nil: the person's own.
    ///   - path, repository, text: what the statement says instead of the truth.
    func sign(
        _ file: String = request, by person: String, key: String? = nil, path: String? = nil, repository: String = "example/access",
        bytesOf other: String? = nil, more: String = "", namespace: String = "approval@daypass"
    ) async throws {
        let sum = try await Shell.run(["sha256sum", site.repository + "/" + (other ?? file)])
        let statement =
            "daypass approval v1\nrepository: \(repository)\npath: \(path ?? file)\nsha256: \(sum.output.prefix(64))\n\(more)"
        try await put(statement, at: "\(file).\(person)", by: key ?? person, namespace, keepsText: !more.isEmpty)
    }

    /// Signs the tree of `policies/` as HEAD has it.
    func signPolicies(by person: String, key: String? = nil) async throws {
        let tree = try await Shell.git("rev-parse", "HEAD:policies", in: site.repository)
        try await put(
            "daypass policies v1\nrepository: example/access\ntree: \(tree)\n", at: "approvals/policies/\(tree).\(person)",
            by: key ?? person, "approval@daypass", keepsText: false)
    }

    private func put(_ statement: String, at stem: String, by key: String, _ namespace: String, keepsText: Bool) async throws {
        try site.folder.write(statement, to: "statement")
        try? FileManager.default.removeItem(atPath: site.folder("statement.sig"))
        let ended = try await Shell.run(
            ["ssh-keygen", "-Y", "sign", "-n", namespace, "-f", site.folder(key), site.folder("statement")])
        #expect(ended.code == 0, "\(ended.errors)")
        try site.write(try String(contentsOfFile: site.folder("statement.sig"), encoding: .utf8), to: stem + ".sig")
        if keepsText { try site.write(statement, to: stem + ".approval") }
    }

    @discardableResult
    func run(_ now: String = evening, cache: String = "cache") async throws -> Finished {
        try await site.daypass("reconcile", now: now, cache: cache, environment: ["DAYPASS_ROOT": root])
    }

    func isGranted(_ user: String = "member01") throws -> Bool { try site.user(user).groups.contains("ProdMemberWorkGroup") }

    /// Nothing is granted, whatever run looks, and why is said.
    func expectDenied(_ user: String = "member01", saying words: String, code: String = "DP2101") async throws {
        for number in 1...2 {
            let ended = try await run()
            #expect(ended.errors.contains("[\(code)]") && ended.errors.contains(words), "run \(number): \(ended.errors)")
            #expect(try !isGranted(user), "run \(number)")
        }
    }

    /// The honest story that differs in nothing else: asked for under another name, signed by a lead who may, granted.
    func expectHonest(_ user: String = "member01", by person: String = "lead02") async throws {
        try await ask("requests/anew.yaml", user: user)
        try await sign("requests/anew.yaml", by: person)
        try await commit("asked for anew, and signed")
        try await expectGranted(user)
    }

    func expectGranted(_ user: String = "member01") async throws {
        let ended = try await run()
        #expect(try isGranted(user), "\(ended.errors)")
    }
}
