import AccessCore
import Testing

/// Where the ledger could be anybody's writing and a merge is enough: a record counts no further than its content asks for.
@Suite struct JudgeBoundedTests {
    private static let other = UserName("member02")
    private static let read = entitlement(
        EntitlementName("prod-read"), group: GroupName("ProdReadGroup"), eligible: Eligibility(users: [member, other]))
    private static let closed = entitlement(
        EntitlementName("closed"), group: GroupName("ClosedGroup"), eligible: Eligibility(users: [UserName("nobody")]))
    private static let both = entitlement(in: [jump, prod], eligible: Eligibility(users: [member, other]))

    private func world(_ trust: RecordTrust = .bounded, _ request: AccessRequest = request(until: at(60))) -> World {
        var world = World(
            [Self.both, Self.read, Self.closed], users: [user(), user(Self.other)], settings: settings(accounts: [jump, prod]))
        world.recordTrust = trust
        world.merge(r, request)
        return world
    }

    /// What a run would have on record of the file that stands, changed by the forger.
    private func forge(_ world: inout World, _ change: (inout RecordedRequest) -> Void = { _ in }) {
        var record = RecordedRequest(
            version: RequestVersion(id: r, path: "requests/r.yaml", blob: world.files[r]!.blob), user: member,
            window: Window(start: at(0), end: at(60))!, units: [Self.unit()],
            evidence: Evidence(kind: .merge, before: nil, after: CommitID("c1"), policies: TreeID("tree1")), accepted: at(0))
        change(&record)
        world.recorded.requests[r] = record
    }

    private static func unit(
        _ name: EntitlementName = work, _ group: GroupName = group, in account: AccountName = jump, of user: UserName = member
    ) -> RecordedRequest.Unit {
        RecordedRequest.Unit(account: account, entitlement: name, group: group, userID: UserID("id-of-\(user)"))
    }

    private func excess(_ judgement: Judgement) -> [String] {
        judgement.diagnostics.filter { $0.code == "DP2041" && $0.severity == .warning }.map(\.message)
    }

    private static let says = "its record says more than the file, and counts no further: "

    // What a forger may write: each is believed of a ledger that is signed, which is what the record would be worth.

    @Test func anotherUserGetsNothing() {
        let forged: (inout RecordedRequest) -> Void = {
            ($0.user, $0.units) = (Self.other, [Self.unit(of: Self.other)])
        }
        var world = world()
        forge(&world, forged)
        let (judgement, plan) = world.run()
        #expect(plan.isEmpty && !world.isMember(Self.other) && !world.isMember())
        #expect(excess(judgement) == [Self.says + "it is for member02"])
        #expect(judgement.losses[Membership(account: jump, user: Self.other, group: group)] == .notProven)
        // Said as long as it stands.
        #expect(excess(world.run().judgement).count == 1)
        var signed = self.world(.whole)
        forge(&signed, forged)
        signed.run()
        #expect(signed.isMember(Self.other))
    }

    @Test func anotherEntitlementIsNotGiven() {
        let forged: (inout RecordedRequest) -> Void = { $0.units.append(Self.unit(Self.read.name, Self.read.group)) }
        var world = world()
        forge(&world, forged)
        #expect(excess(world.run().judgement) == [Self.says + "it gives 'prod-read' in jump"])
        #expect(world.isMember() && !world.isMember(of: Self.read.group))
        var signed = self.world(.whole)
        forge(&signed, forged)
        signed.run()
        #expect(signed.isMember(of: Self.read.group))
    }

    @Test func anotherAccountIsNotGiven() {
        let forged: (inout RecordedRequest) -> Void = { $0.units.append(Self.unit(in: prod)) }
        let asked = request(access: ["\(work)@\(jump)"], until: at(60))
        var world = world(.bounded, asked)
        forge(&world, forged)
        #expect(excess(world.run().judgement) == [Self.says + "it gives 'prod-member-work' in prod"])
        #expect(world.isMember() && !world.isMember(in: prod))
        var signed = self.world(.whole, asked)
        forge(&signed, forged)
        signed.run()
        #expect(signed.isMember(in: prod))
    }

    @Test func theEndIsTheFiles() {
        let forged: (inout RecordedRequest) -> Void = { $0.window = Window(start: at(0), end: at(500))! }
        var world = world()
        forge(&world, forged)
        let judgement = world.run().judgement
        #expect(world.grant()?.end == at(60) && world.tag() == at(60).description)
        #expect(excess(judgement) == [Self.says + "it lasts from \(at(0)) until \(at(500))"])
        world.now = at(60)
        world.run()
        #expect(!world.isMember() && world.recorded.tombstones[r]?.because == .expired)
        var signed = self.world(.whole)
        forge(&signed, forged)
        signed.run()
        #expect(signed.grant()?.end == at(500))
    }

    @Test func nothingOpensBeforeTheFileSays() {
        let asked = request(from: at(30), until: at(60))
        var world = world(.bounded, asked)
        forge(&world)
        let judgement = world.run().judgement
        #expect(excess(judgement).count == 1 && !world.isMember() && judgement.upcoming == [Window(start: at(30), end: at(60))!])
        world.now = at(30)
        world.run()
        #expect(world.isMember())
        var signed = self.world(.whole, asked)
        forge(&signed)
        signed.run()
        #expect(signed.isMember())
    }

    @Test func aWindowThatHasNothingInCommonWithTheFilesGivesNothing() {
        var world = world()
        world.now = at(70)
        forge(&world) { $0.window = Window(start: at(65), end: at(500))! }
        #expect(excess(world.run().judgement).count == 1 && !world.isMember())
    }

    @Test func aDurationCountsFromWhereTheRecordOpens() {
        var asked = request(until: at(60))
        asked.end = .after(.seconds(1800))
        var world = world(.bounded, asked)
        forge(&world)
        #expect(excess(world.run().judgement).count == 1)
        #expect(world.grant()?.end == at(30))
    }

    /// It would be capped by another limit, wait for no place, and open in a freeze.
    @Test func whatIsNoEmergencyIsNotMadeOne() {
        var entitlement = Self.both
        entitlement.limits.duration = .seconds(600)
        entitlement.emergency = EmergencyRules(approval: .automatic, duration: .seconds(3600), review: .seconds(7200))
        for trust in [RecordTrust.bounded, .whole] {
            var world = World([entitlement], settings: settings(accounts: [jump, prod]))
            world.recordTrust = trust
            world.merge(r, request(until: at(60)))
            forge(&world) { $0.reviewDue = at(120) }
            world.now = at(20)
            let judgement = world.run().judgement
            #expect(excess(judgement) == (trust == .whole ? [] : [Self.says + "it is an emergency"]))
            #expect(world.isMember() == (trust == .whole))
        }
        // Nor by a record that counts in part, or of another content: nothing but the record says that it is one.
        for blob in [nil, BlobID("another")] {
            var world = World([entitlement], settings: settings(accounts: [jump, prod]))
            world.recordTrust = .bounded
            world.merge(r, request(until: at(60)))
            forge(&world) { ($0.reviewDue, $0.partial, $0.version.blob) = (at(120), true, blob ?? $0.version.blob) }
            world.now = at(20)
            world.run()
            #expect(!world.isMember())
        }
    }

    /// Only its user's name would be told from the true one's by the sum of the records.
    @Test func aRecordForAnotherUserIsNoFurtherAccountOfTheTrueOne() throws {
        var world = world()
        world.run()
        let known = try #require(world.recorded.requests[r])
        world.record(
            jump,
            .accepted(
                Acceptance(
                    request: known.version, user: Self.other, userID: UserID("id-of-member02"),
                    gives: [Acceptance.Unit(entitlement: work, group: group)], window: known.window, evidence: known.evidence,
                    facts: Acceptance.Facts(person: nil, groups: [], tags: [:]))))
        #expect(world.recorded.requests[r]?.user == Self.other && world.recorded.requests[r]?.units == [Self.unit(of: Self.other)])
        #expect(excess(world.run().judgement) == [Self.says + "it is for member02"] && !world.isMember(Self.other))
    }

    // What is as it should be.

    @Test(arguments: [RecordTrust.bounded, .whole]) func whatRunsRecordedCountsAsEver(trust: RecordTrust) {
        var asked = request(access: ["\(work)@\(jump)", "prod-read"], until: at(60))
        asked.end = .after(.seconds(3600))
        var world = world(trust, asked)
        world.now = at(5)
        world.run()
        for minute in [6, 30, 64] as [Int64] {
            world.now = at(minute)
            let (judgement, plan) = world.run()
            #expect(plan.isEmpty && judgement.findings.isEmpty && judgement.diagnostics.isEmpty && judgement.losses.isEmpty)
        }
        #expect(world.grant()?.end == at(65) && world.isMember(of: Self.read.group) && !world.isMember(in: prod))
        world.now = at(65)
        world.run()
        #expect(!world.isMember() && world.recorded.tombstones[r]?.because == .expired)
    }

    @Test(arguments: [RecordTrust.bounded, .whole]) func whatCountsInPartDoesSo(trust: RecordTrust) {
        var world = world(trust)
        world.run()
        world.merge(r, request(access: [work.text, "closed"], until: at(40)))
        for _ in 1...2 { world.run() }
        #expect(world.recorded.requests[r]?.isPartial == true && world.grant()?.end == at(40))
        world.merge(r, request(user: Self.other, access: ["closed"], until: at(40)))
        for _ in 1...2 { #expect(excess(world.run().judgement).isEmpty) }
        #expect(!world.isMember() && !world.isMember(Self.other) && world.recorded.requests[r]?.units == [])
    }

    /// Its times are read by the zone of now, as whatever isn't settled is: the same content says something else then, and nobody
    /// wrote anything into the ledger.
    @Test(arguments: [RecordTrust.bounded, .whole]) func whatCountsInPartIsReadAnewInAnotherZone(trust: RecordTrust) {
        var world = world(trust)
        world.run()
        world.merge(r, request(access: [work.text, "closed"], until: at(40)))
        world.run()
        world.files[r]?.request = request(access: [work.text, "closed"], until: at(20))
        world.now = at(1)
        let judgement = world.run().judgement
        #expect(excess(judgement).isEmpty && judgement.losses.values.allSatisfy { $0 == .endedEarly })
        #expect(world.recorded.requests[r]?.window.end == at(20) && world.grant()?.end == at(20))
    }

    /// A record that says that it counts in part gives no more than the file for it.
    @Test func whatIsSaidToCountInPartGivesNoMoreThanTheFile() {
        for approved in [true, false] {
            var world = approved ? world() : world(.bounded, request(access: [work.text, "closed"], until: at(60)))
            forge(&world) {
                ($0.partial, $0.window) = (true, Window(start: at(-60), end: at(500))!)
                $0.units += [Self.unit(in: prod), Self.unit(Self.read.name, Self.read.group)]
            }
            for _ in 1...2 { world.run() }
            #expect(world.grant()?.end == at(60) && !world.isMember(of: Self.read.group))
            #expect(world.recorded.requests[r]?.window.end == at(60))
            var other = approved ? self.world() : self.world(.bounded, request(access: [work.text, "closed"], until: at(60)))
            forge(&other) { ($0.partial, $0.user, $0.units) = (true, Self.other, [Self.unit(of: Self.other)]) }
            for _ in 1...2 { other.run() }
            #expect(!other.isMember(Self.other))
        }
    }

    // What can't be read.

    @Test func aFileWithMistakesKeepsWhoIsInAndLetsNobodyIn() {
        var world = world()
        world.run()
        world.merge(r, nil)
        world.now = at(1)
        #expect(world.run().plan.isEmpty && world.isMember() && world.grant()?.end == at(60))
        // The record that a forger makes of it.
        var forged = self.world()
        forged.merge(r, nil)
        forge(&forged) { $0.units.append(Self.unit(in: prod)) }
        #expect(forged.run().plan.isEmpty && !forged.isMember() && !forged.isMember(in: prod))
        forged.recordTrust = .whole
        forged.run()
        #expect(forged.isMember())
    }

    @Test func whereAllFilesAreGoneNobodyIsLetInByARecord() {
        func judged(_ trust: RecordTrust) -> Judgement {
            var world = world(trust)
            world.merge(RequestID("s"), request(RequestID("s"), user: Self.other, access: ["prod-read"], until: at(60)))
            world.run()
            forge(&world) { $0.units.append(Self.unit(Self.read.name, Self.read.group)) }
            world.files = [:]
            return Judge(
                policies: world.policies, recorded: world.recorded, actual: world.actual, at: world.now,
                vanished: Vanishing(of: world.submission, world.recorded, at: world.now), recordTrust: trust
            ).judge(world.submission)
        }
        let given = Membership(account: jump, user: member, group: group)
        let forged = Membership(account: jump, user: member, group: Self.read.group)
        #expect(judged(.bounded).desired[given]?.until == at(60) && judged(.bounded).desired[forged] == nil)
        #expect(judged(.whole).desired[forged]?.until == at(60))
    }
}
