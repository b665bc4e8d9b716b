import AccessCore
import Testing

@testable import AccessRequests

struct PolicyDecoderTests {
    private func decode(_ files: [String: String]) -> Decoded<PolicySet> {
        PolicyDecoder().decode(files.map { SourceFile(path: $0, bytes: Array($1.utf8)) }, tree: TreeID("t"))
    }

    @Test func everyKeyThatIsBuilt() throws {
        let key = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIDKGmszwu9cCnNG1OZi2DUL8bcCpb1jTsYGPgO9GPXJD lead"
        let ecdsa =
            "AAAAE2VjZHNhLXNoYTItbmlzdHAyNTYAAAAIbmlzdHAyNTYAAABBBPgTZ69SAIhouaeUrx3kx7L3FonEVYybiPLiS5HTUwAJoTET9OcTs0hIgzdb9w4se3sslblghVGQtLkuijWZT2s="
        let decoded = decode([
            "policies/settings.yaml": """
            version: 1
            repository: example/access
            timezone: Europe/Berlin
            accounts:
              jump:
                id: 111111111111
                role: arn:aws:iam::111111111111:role/Daypass
                external-id: example
                endpoint: http://127.0.0.1:5000
                tags: { env: prod }
              training: { directory: "file:training.json", tags: { env: prod, kind: training } }
            drift: enforce
            removals: { most: 3, fraction: 0.5 }
            leases: { prefix: "until:", also-read: ["YYYY-MM-DD HH:mm", "DD.MM.YYYY HH:mm:ss"] }
            approval: { evidence: [merge], policy-owners: [leads] }
            audit: { branch: ledger/main, committer: { name: Day Pass, email: a@example.com } }
            expired: { files: remove, after: 30d }
            cadence: 1h30m
            """,
            "policies/people.yaml": """
            version: 1
            people:
              member01: { mail: member01@example.com, github: { login: one, id: 1 }, gitlab: { login: one, id: 1 } }
              member02: {}
              lead01:
                iam: { jump: lead.one, training: l1 }
                keys:
                  - { key: \(key), from: 2026-01-01T00:00:00Z, until: 2027-01-01 00:00 }
                  - { key: \(NameRule.exampleKey), revoked: true }
                  - { key: ecdsa-sha2-nistp256 \(ecdsa), revoked: 2026-06-01 02:00 }
            teams:
              leads: { people: [lead01], teams: [all] }
              all: [member01]
              askers: [member02]
            """,
            "policies/access/prod.yaml": """
            version: 1
            description: Everything
            accounts: { tags: { env: prod } }
            group: ProdWork
            eligible: { users: [partner01], teams: [askers], groups: [Developers], tags: { team: billing, site: a b } }
            approval: { rules: [{ from: leads, count: 2 }, { from: all, count: 1 }], evidence: any }
            limits: { duration: PT12H, ahead: 14d, active: 3 }
            require: { ticket: 'CHG-[0-9]+', plan: true, rollback: false, mfa: false }
            emergency: { rules: [{ from: all, count: 1 }], duration: 2h, review: 3d }
            drift: report
            standing: [breakglass-admin]
            """,
            "policies/access/auto.yaml": """
            version: 1
            accounts: [training, jump]
            group: Auto
            eligible: { users: [a] }
            approval: automatic
            """,
            "policies/README.md": "# Policies", "policies/access/.gitkeep": "", "other/file": "x",
        ])
        #expect(decoded.diagnostics == [])
        let policies = try #require(decoded.value)
        #expect(policies.tree == TreeID("t"))
        let settings = policies.settings
        #expect(settings.timezone == "Europe/Berlin")
        #expect(
            settings.accounts[AccountName("jump")]
                == Account(
                    name: AccountName("jump"), id: AccountID("111111111111"),
                    backend: .cloud(
                        role: "arn:aws:iam::111111111111:role/Daypass", externalID: "example", endpoint: "http://127.0.0.1:5000"),
                    tags: ["env": "prod"]))
        #expect(settings.accounts[AccountName("training")]?.backend == .directory(path: "training.json"))
        #expect(settings.drift == .enforce)
        #expect(settings.removals == RemovalLimits(most: 3, fraction: 0.5))
        #expect(settings.leases.prefix == "until:")
        #expect(settings.leases.end(from: "2026-07-01 12:00") == Timestamp("2026-07-01T12:00:00+02:00"))
        #expect(settings.leases.end(from: "01.12.2026 12:00:30") == Timestamp("2026-12-01T12:00:30+01:00"))
        #expect(settings.evidence == [.merge])
        #expect(settings.policyOwners == [TeamName("leads")])
        #expect(settings.audit == AuditSettings(branch: "ledger/main", committerName: "Day Pass", committerEmail: "a@example.com"))
        #expect(settings.removesFilesAfter == .seconds(30 * 86_400))
        #expect(settings.cadence == .seconds(5400))

        let lead = try #require(policies.people.people[PersonName("lead01")])
        #expect(lead.iam == .perAccount([AccountName("jump"): UserName("lead.one"), AccountName("training"): UserName("l1")]))
        #expect(
            lead.keys == [
                SigningKey(key: key, from: Timestamp("2026-01-01T00:00:00Z"), until: Timestamp("2026-12-31T23:00:00Z")),
                SigningKey(key: NameRule.exampleKey, from: nil, until: nil, revoked: .always),
                SigningKey(
                    key: "ecdsa-sha2-nistp256 \(ecdsa)", from: nil, until: nil,
                    revoked: Timestamp("2026-06-01T00:00:00Z").map { .since($0) }),
            ])
        #expect(policies.people.teams[TeamName("leads")] == [PersonName("lead01"), PersonName("member01")])
        #expect(policies.people.person(user: UserName("l1"), in: AccountName("training")) == PersonName("lead01"))
        #expect(policies.people.person(user: UserName("l1"), in: AccountName("jump")) == nil)

        let prod = try #require(policies.entitlements[EntitlementName("prod")])
        #expect(prod.accounts == [AccountName("jump"), AccountName("training")])
        #expect(prod.eligible.tags == ["team": "billing", "site": "a b"])
        #expect(prod.eligible.groups == [GroupName("Developers")])
        #expect(
            prod.approval
                == .rules([
                    ApprovalRules.Rule(from: TeamName("leads"), count: 2), ApprovalRules.Rule(from: TeamName("all"), count: 1),
                ]))
        #expect(prod.limits == EntitlementLimits(duration: .seconds(43_200), ahead: .seconds(14 * 86_400), active: 3))
        #expect(
            prod.emergency
                == EmergencyRules(
                    approval: .rules([ApprovalRules.Rule(from: TeamName("all"), count: 1)]), duration: .seconds(7200),
                    review: .seconds(3 * 86_400)))
        #expect(prod.requirements == Requirements(ticket: try TicketPattern("CHG-[0-9]+"), plan: true, rollback: false))
        #expect(prod.drift == .report)
        #expect(prod.standing == [UserName("breakglass-admin")])
        let auto = try #require(policies.entitlements[EntitlementName("auto")])
        #expect(auto.accounts == [AccountName("training"), AccountName("jump")])
        #expect(auto.approval == .automatic)
    }

    @Test func allMistakesOfAllFilesAtOnce() {
        let decoded = decode([
            "policies/settings.yaml": Base.with("drift: maybe", in: Base.settings),
            "policies/people.yaml": Base.with("teams: { leads: [nobody, lead01, lead02] }", in: Base.people),
            "policies/access/a.yaml": Base.with("group: A,B", in: Base.entitlement),
            "policies/access/b.yaml": Base.with("grop: B", in: Base.entitlement),
            "policies/access/c.yaml": "version: [\n", "policies/calendar.yaml": "version: 2\nwindows: []\n",
        ])
        #expect(decoded.value == nil)
        #expect(
            decoded.diagnostics.map { "\($0.place?.path.dropFirst(9) ?? "") \($0.code)" } == [
                "access/a.yaml DP1332", "access/b.yaml DP1303", "access/c.yaml DP1101", "calendar.yaml DP1601", "people.yaml DP1422",
                "settings.yaml DP1517",
            ])
    }

    /// One broken file doesn't make every name in the others unknown.
    @Test(arguments: ["policies/settings.yaml", "policies/people.yaml"])
    func whatCannotBeReadIsNotMissed(_ path: String) {
        let decoded = decode(Base.policies(path, "version: 1\n  x: 'broken\n"))
        #expect(decoded.value == nil)
        #expect(decoded.diagnostics.map { $0.place?.path } == [path])
    }

    @Test func withoutPeopleThereAreNoTeams() {
        var files = Base.policies()
        files["policies/people.yaml"] = nil
        #expect(decode(files).diagnostics.map(\.code) == ["DP1322"])
        files["policies/access/prod.yaml"] = Base.with("approval: automatic", in: Base.entitlement)
        #expect(decode(files).diagnostics == [])
    }

    @Test func aGroupMayStandInTwoEntitlementsOfDifferentAccounts() {
        let files = Base.policies("policies/access/other.yaml", Base.with("account: test", in: Base.entitlement))
        #expect(decode(files).diagnostics == [])
    }

    @Test func aLongChainOfTeamsIsResolved() throws {
        let chain = (0..<400).map { $0 == 399 ? "  t399: [lead01]" : "  t\($0): { teams: [t\($0 + 1)] }" }.joined(separator: "\n")
        let people = Base.with("teams:\n  leads: [lead01, lead02]\n" + chain, in: Base.people)
        let policies = try #require(decode(Base.policies("policies/people.yaml", people)).value)
        #expect(policies.people.teams[TeamName("t0")] == [PersonName("lead01")])
    }

    /// A name that is wrong itself is nothing to suggest.
    @Test func onlyRightNamesAreSuggested() {
        let people = Base.with("teams: { leads: { teams: [opss] }, \"ops\\u202E\": [lead01, lead02] }", in: Base.people)
        let found = decode(Base.policies("policies/people.yaml", people)).diagnostics
        #expect(found.map(\.message).contains("no team 'opss' in people.yaml"))
        #expect(!found.contains { $0.message.unicodeScalars.contains("\u{202E}") })
    }

    @Test func warningsAreNoErrors() throws {
        let names = (0..<150).map { "u\($0)" }.joined(separator: ", ")
        let decoded = decode(
            Base.policies(
                "policies/access/prod.yaml", Base.with("eligible: { users: [\(names)] }\nstanding: [\(names)]", in: Base.entitlement)))
        #expect(decoded.value != nil)
        #expect(decoded.diagnostics.count == InputLimits.mistakes)
    }

    @Test(arguments: [
        "https://iam.amazonaws.com", "https://iam.example.com:8443/", "http://localhost:5000", "http://127.0.0.1:5000", "http://[::1]:5000",
        "https://[2001:db8::1]",
    ])
    func endpoints(_ text: String) throws { #expect(try #require(EndpointText(text)).isProtected) }

    @Test(arguments: ["http://localhost.example.com", "http://127.1", "http://10.0.0.1", "http://[::2]", "http://127.0.0.999"])
    func endpointsInTheOpen(_ text: String) { #expect(EndpointText(text)?.isProtected == false) }

    @Test(arguments: [
        "", "https://", "ftp://a", "https://a/b", "https://a?b", "https://a#b", "https://u@a", "https://a:0", "https://a:99999",
        "https://a:+1",
        "//a", "https://[::1", "https://a b", "HTTPS://a", "https://a:", "https://-a",
    ])
    func noEndpoints(_ text: String) { #expect(EndpointText(text) == nil) }
}
