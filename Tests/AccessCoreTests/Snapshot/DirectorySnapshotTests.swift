import AccessCore
import Testing

/// What a snapshot settles, and what it must not.
struct DirectorySnapshotTests {
    private typealias P = Proposals
    private static let developers = GroupName("Developers")

    private func proposals(groups: Set<GroupName> = [], tags: [String: String] = [:]) -> P {
        P([P.guarded(eligible: Eligibility(groups: groups, tags: tags))])
    }

    private func look(_ proposals: P) -> (EligibilityFinding?, [String]) {
        let meaning = proposals.meaning(P.file(to: request(until: at(60))))
        return (meaning.requests.first?.gives.first?.eligibility, meaning.diagnostics.map(\.code))
    }

    @Test("without a snapshot groups and tags stay open")
    func open() {
        let (found, codes) = look(proposals(groups: [Self.developers]))
        #expect(found == .unknown(groups: [Self.developers], tags: [:]))
        #expect(codes == ["DP2014"])
    }

    @Test("with one they are settled, either way")
    func settled() {
        var asked = proposals(groups: [Self.developers])
        asked.snapshot = asked.snapshot(groups: [Self.developers])
        #expect(look(asked) == (.byDirectory(groups: [Self.developers], tags: false), []))
        asked.snapshot = asked.snapshot(groups: [])
        #expect(look(asked) == (.no, ["DP2006"]))
        asked = proposals(tags: ["Team": "billing", "stage": "prod"])
        asked.snapshot = asked.snapshot(tags: ["team": "billing", "stage": "prod"], covers: ([], ["Team", "stage"]))
        #expect(look(asked) == (.byDirectory(groups: [], tags: true), []))
        asked.snapshot = asked.snapshot(tags: ["team": "billing"], covers: ([], ["Team", "stage"]))
        #expect(look(asked) == (.no, ["DP2006"]))
    }

    @Test("a user who isn't there is told once, in words of its own")
    func missing() {
        var asked = proposals(groups: [Self.developers])
        asked.snapshot = asked.snapshot(of: UserName("somebody"))
        #expect(look(asked).1 == ["DP2010"])
    }

    @Test("what wasn't looked for isn't taken for absent")
    func uncovered() {
        var asked = proposals(groups: [Self.developers])
        asked.snapshot = asked.snapshot(covers: ([], []))
        #expect(look(asked) == (.unknown(groups: [Self.developers], tags: [:]), ["DP3022", "DP2014"]))
        asked.snapshot?.accounts = [:]
        #expect(look(asked).1 == ["DP3022", "DP2014"])
        asked = proposals(tags: ["team": "x", "stage": "prod"])
        asked.snapshot = asked.snapshot(tags: ["team": "x"], covers: ([], ["team"]))
        #expect(look(asked) == (.unknown(groups: [], tags: ["team": "x", "stage": "prod"]), ["DP3022", "DP2014"]))
    }

    @Test("a group that an entitlement gives opens the way to no other")
    func leases() {
        var asked = P([
            P.guarded(eligible: Eligibility(groups: [Self.developers])), P.guarded(EntitlementName("other"), group: Self.developers),
        ])
        asked.snapshot = asked.snapshot(groups: [Self.developers])
        #expect(look(asked) == (.no, ["DP2006"]))
        asked.accepted.entitlements[EntitlementName("other")]?.standing = [member]
        #expect(look(asked).1 == [])
    }

    @Test("too old, too new, of another repository: said, and not used")
    func unfit() {
        var asked = proposals(groups: [Self.developers])
        let fit = asked.snapshot(groups: [Self.developers])
        func with(_ change: (inout DirectorySnapshot) -> Void) -> [String] {
            var unfit = fit
            change(&unfit)
            asked.snapshot = unfit
            return look(asked).1
        }
        #expect(with { _ in } == [])
        #expect(with { $0.taken = at(-24 * 60) } == [])
        #expect(with { $0.taken = at(-24 * 60 - 1) } == ["DP3020", "DP2014"])
        #expect(with { $0.taken = at(2) } == [])
        #expect(with { $0.taken = at(3) } == ["DP3021", "DP2014"])
        #expect(with { $0.repository = "example/other" } == ["DP3023", "DP2014"])
    }

    @Test("it holds what policies ask for, and counts the rest")
    func reduced() {
        let policies = proposals(groups: [Self.developers], tags: ["team": "x"]).accepted
        let actual = ActualAccount(
            users: [
                member: user(groups: [Self.developers, group, GroupName("Secret")], tags: ["Team": "x", "salary": "1"]),
                UserName("idle"): user(UserName("idle")),
            ], groups: [])
        let account = DirectorySnapshot.Account(of: actual, in: jump, for: policies)
        #expect(account.groups == [Self.developers, group])
        #expect(account.tags == ["team"])
        #expect(account.users[member] == DirectorySnapshot.User(groups: [Self.developers, group], otherGroups: 1, tags: ["team": "x"]))
        #expect(account.users[UserName("idle")] == DirectorySnapshot.User(groups: [], otherGroups: 0, tags: [:]))
    }
}
