import AccessCore
import Testing

/// Which files go: only what is ended on record, long enough ago, as it was then.
@Suite struct RetentionTests {
    private static let span: Duration = .seconds(600)

    /// Ended at 60.
    private func world() -> World {
        var world = World([entitlement()])
        world.merge(r, request(until: at(60)))
        world.run()
        world.now = at(60)
        world.run()
        return world
    }

    private func spent(_ world: World, at minute: Int64) -> [RequestID] {
        Retention.spent(of: world.submission, world.recorded, after: Self.span, at: at(minute)).map(\.id)
    }

    @Test func whatEndedLongAgoGoes() {
        let world = world()
        #expect(spent(world, at: 69) == [])
        #expect(spent(world, at: 70) == [r])
    }

    @Test func whatIsNotEndedOnRecordStays() {
        var world = World([entitlement()])
        world.merge(r, request(until: at(60)))
        #expect(spent(world, at: 5000) == [], "nobody has judged it")
        world.run()
        #expect(spent(world, at: 5000) == [], "no run has seen its end")
    }

    @Test func whatWasChangedOrBroughtBackStays() {
        var world = world()
        world.merge(r, request(until: at(5000)))
        #expect(spent(world, at: 1000) == [])
        var deleted = World([entitlement()])
        deleted.merge(r, request(until: at(60)))
        deleted.run()
        let file = deleted.files[r]
        deleted.delete(r)
        deleted.run()
        deleted.files[r] = file
        #expect(spent(deleted, at: 5000) == [], "it is a mistake that somebody has to see")
    }

    /// The first by name, so that the next run goes on behind them.
    @Test func noMoreGoAtOnceThanAPersonLooksThrough() {
        var recorded = RecordedState()
        var requests: [SubmittedRequest] = []
        for number in (1000...(1000 + Retention.most)).reversed() {
            let version = RequestVersion(id: RequestID("\(number)"), path: "requests/\(number).yaml", blob: BlobID("b"))
            recorded.tombstones[version.id] = Tombstone(id: version.id, blob: version.blob, because: .expired, at: at(0))
            requests.append(SubmittedRequest(version: version, content: .known, origin: nil))
        }
        let submission = Submission(tip: CommitID("c"), requests: requests)
        let spent = Retention.spent(of: submission, recorded, after: Self.span, at: at(10)).map(\.id.text)
        #expect(spent == (1000..<(1000 + Retention.most)).map { "\($0)" })
    }

    @Test func aDeniedRequestStays() {
        var world = World([entitlement(eligible: Eligibility(users: [UserName("other")]))])
        world.merge(r, request(until: at(60)))
        world.run()
        world.now = at(61)
        world.run()
        #expect(spent(world, at: 5000) == [])
    }

    @Test func anEmergencyStaysUntilItIsReviewed() {
        var entitlement = entitlement()
        entitlement.emergency = EmergencyRules(approval: .automatic, duration: .seconds(3600), review: .seconds(60))
        var world = World([entitlement])
        var asked = request(until: at(60))
        asked.isEmergency = true
        world.merge(r, asked)
        world.run()
        world.now = at(60)
        world.run()
        #expect(spent(world, at: 5000) == [])
        world.record(
            nil,
            .reviewed(
                Review(
                    request: world.recorded.emergencies[r]!.request, user: member, path: "p", blob: BlobID("x"), verdict: .justified,
                    evidence: Evidence(kind: .merge, before: nil, after: CommitID("c"), policies: TreeID("t")))))
        #expect(spent(world, at: 5000) == [r])
    }
}
