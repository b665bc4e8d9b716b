import AccessCore
import Foundation
import Testing

@Suite struct LedgerEntryTests {
    static let action = Action(
        .grant, user: member, userID: UserID("AIDA1"), entitlement: work, group: group, until: at(60), was: at(30), requests: [r],
        because: .approved, urgency: .ordinary, lease: group.text, removes: Action.Removes(membership: true, lease: false)
    )
    static let reference = ActionReference(run: RunID("run1"), number: 2, index: 3)
    static let change = Change(intent: reference, action: action, evidence: [.merge], directory: ["req-1", "req-2"], late: 7)
    static let sighting = Sighting(user: member, userID: UserID("AIDA1"), group: group, entitlement: work, tag: "tomorrow")
    static let version = RequestVersion(id: r, path: "requests/r.yaml", blob: BlobID("b1"))
    static let evidence = Evidence(kind: .merge, before: CommitID("c0"), after: CommitID("c1"), policies: TreeID("t1"))
    static let policy = AcceptedPolicy(
        tree: TreeID("t1"), timezone: "Asia/Tokyo", leases: LeaseFormat(prefix: "daypass/"),
        accounts: [
            Account(
                name: jump, id: AccountID("111111111111"), backend: .cloud(role: "arn", externalID: "x", endpoint: "http://127.0.0.1:1"),
                tags: ["env": "prod"]),
            Account(name: prod, backend: .directory(path: "prod.json")),
        ],
        fence: [AcceptedPolicy.FencedGroup(account: jump, group: group, entitlement: work, drift: .enforce, standing: [UserName("root")])],
        evidence: [.merge]
    )
    static let acceptance = Acceptance(
        request: version, user: member, userID: UserID("AIDA1"), gives: [Acceptance.Unit(entitlement: work, group: group)],
        window: Window(start: at(0), end: at(60))!, evidence: evidence,
        facts: Acceptance.Facts(person: PersonName("m"), groups: [GroupName("Developers")], tags: ["team": "billing"]),
        isPartial: true, reviewDue: at(600)
    )

    /// Every kind, with every field filled.
    static let events: [LedgerEvent] = [
        .genesis(Genesis(repository: "example/access", root: CommitID("c0"), branch: "audit", keys: ["ssh-ed25519 AAAA"])),
        .policyAccepted(policy), .policyRefused(PolicyRefusal(tree: TreeID("t2"), commit: CommitID("c2"), reason: "no")),
        .accepted(acceptance),
        .denied(Denial(request: version, user: member, code: "DP2006", reason: "no", evidence: evidence, mixed: true)),
        .ended(Ending(request: version, user: member, because: .endedEarly, end: at(60))),
        .reviewed(
            Review(
                request: version, user: member, path: "requests/r.review.yaml", blob: BlobID("b2"), verdict: .unjustified,
                evidence: evidence)),
        .intent(Intent(number: 2, runner: "cache", deadline: at(2), actions: [action])),
        .granted(change), .extended(change), .shortened(change), .mended(change), .revoked(change),
        .failed(Failure(intent: reference, action: action, reason: "throttled", directory: ["req"], uncertain: true)),
        .recovered(Recovery(intent: reference, action: action, finding: .unclear)),
        .inferred(Inference(user: member, userID: UserID("AIDA1"), group: group, finding: .userGone)),
        .held(Holding(hash: "abc", removals: [action], requests: [r])), .released(Release(hash: "abc", by: "lead01")),
        .drift(sighting), .malformedLease(sighting), .trusted(Trust(tip: CommitID("c9"), before: CommitID("c1"), by: "lead01")),
        .checkpoint(Checkpoint(.verified, commit: CommitID("c4"), head: "h", records: 40, commits: 9, by: "lead01")),
        .checkpoint(Checkpoint(.verified, commit: CommitID("c4"), head: "h", since: CommitID("c2"), records: 3, commits: 1, by: "lead01")),
    ]

    @Test func everyKindIsTested() {
        #expect(Set(Self.events.map(\.kind)) == Set(LedgerEvent.Kind.allCases))
    }

    @Test(arguments: events)
    func everyKindReadsBackAsItself(event: LedgerEvent) throws {
        let entry = LedgerEntry(time: at(1), run: RunID("run1"), account: jump, source: CommitID("c1"), event: event)
        #expect(try JSONDecoder().decode(LedgerEntry.self, from: JSONEncoder().encode(entry)) == entry)
        let bare = LedgerEntry(time: at(1), run: RunID("run1"), account: nil, event: event)
        #expect(try JSONDecoder().decode(LedgerEntry.self, from: JSONEncoder().encode(bare)) == bare)
    }

    /// A key of an event that is a key of the header too would silently overwrite it; the ledger adds `seq` and `prev`.
    @Test(arguments: events)
    func noKeyMeansTwoThings(event: LedgerEvent) throws {
        let header: Set<String> = ["type", "time", "run", "account", "source", "sentence", "seq", "prev"]
        let payload = try #require(JSONSerialization.jsonObject(with: JSONEncoder().encode(event.payload)) as? [String: Any])
        #expect(header.isDisjoint(with: payload.keys), "\(event.kind)")
    }

    @Test(arguments: events)
    func everyKindSaysInOneLineWhatHappened(event: LedgerEvent) {
        let entry = LedgerEntry(time: at(1), run: RunID("run1"), account: jump, event: event)
        #expect(entry.sentence.hasSuffix("."))
        #expect(!entry.sentence.contains("\n"))
    }

    /// A tag's value comes from outside, and the sentence is printed on terminals.
    @Test func aSentenceCarriesNoControlCharacters() {
        var sighting = Self.sighting
        sighting.tag = "x\u{1b}[2Jy\nz\u{202e}"
        for event in [LedgerEvent.malformedLease(sighting), .drift(sighting)] {
            let sentence = LedgerEntry(time: at(1), run: RunID("run1"), account: jump, event: event).sentence
            #expect(!sentence.unicodeScalars.contains { $0.value < 32 || $0.value == 0x202e })
        }
    }

    /// So do names: in a record of somebody else's making there may be any.
    @Test func aNameDoesNotMakeASecondLine() {
        var sighting = Self.sighting
        sighting.user = UserName("member01\u{7f}\u{85}\u{2028}グ\u{202e}x")
        let sentence = LedgerEntry(time: at(1), run: RunID("run1"), account: jump, event: .drift(sighting)).sentence
        #expect(sentence.hasPrefix("member01???グ?x is in "))
    }
}
