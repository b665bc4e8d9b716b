import AccessCore
import Foundation
import Testing

/// Emergencies: their own cap, what doesn't hold them back, and that nobody forgets to look at them.
@Suite struct JudgeEmergencyTests {
    private static let rules = EmergencyRules(approval: .automatic, duration: .seconds(3600), review: .seconds(7200))

    private func world(_ change: (inout Entitlement) -> Void = { _ in }) -> World {
        var entitlement = entitlement(eligible: Eligibility(users: [member, UserName("other")]), limit: .seconds(600))
        entitlement.emergency = Self.rules
        change(&entitlement)
        return World([entitlement], users: [user(), user(UserName("other"))])
    }

    private func emergency(until end: Timestamp = at(60), reason: String = "down") -> AccessRequest {
        var asked = request(until: end)
        (asked.isEmergency, asked.reason) = (true, reason)
        return asked
    }

    private func review(_ world: World, blob: String = "rev1", after: String?, _ verdict: ReviewVerdict = .justified) -> SubmittedReview {
        SubmittedReview(
            request: r, path: "requests/r.review.yaml", blob: BlobID(blob), verdict: verdict,
            origin: after.map { Origin(before: CommitID("c1"), after: CommitID($0), policies: nil, mixed: false) })
    }

    @Test func itsOwnCapCountsInsteadOfTheUsualOne() {
        var world = world()
        world.merge(r, emergency())
        #expect(world.run().judgement.diagnostics.isEmpty)
        #expect(world.grant()?.end == at(60))
        #expect(world.recorded.emergencies[r]?.due == at(120) && world.recorded.emergencies[r]?.end == at(60))
        var longer = self.world()
        longer.merge(r, emergency(until: at(61)))
        #expect(longer.run().judgement.diagnostics.map(\.code) == ["DP2007"])
        #expect(longer.recorded.emergencies.isEmpty, "a denied one is nothing to review")
    }

    @Test func whereThereIsNoWayForEmergenciesThereIsNone() {
        var world = world { $0.emergency = nil }
        world.merge(r, emergency(until: at(5)))
        #expect(world.run().judgement.diagnostics.map(\.code) == ["DP2023"])
        #expect(!world.isMember())
    }

    @Test func neitherFreezeNorSeatNorTicketHoldsIt() throws {
        var world = world {
            $0.limits.active = 1
            $0.requirements = Requirements(ticket: try? TicketPattern("CHG-1"), plan: true, rollback: true)
        }
        world.policies.calendar = FreezeCalendar(windows: [
            FreezeWindow(name: "always", hours: FreezeHours(zone: .utc, start: at(-10).seconds, length: FreezeHours.Length(exact: 86_400)))
        ])
        var asked = emergency()
        asked.end = .after(.seconds(3600))
        world.merge(r, asked)
        #expect(world.run().judgement.diagnostics.isEmpty)
        #expect(world.isMember())
        // It takes the seat: a usual request waits, for the freeze or for the seat.
        world.policies.calendar = FreezeCalendar()
        let other = RequestID("other")
        var usual = request(other, user: UserName("other"), until: at(5))
        (usual.ticket, usual.plan, usual.rollback) = ("CHG-1", "a", "b")
        world.merge(other, usual)
        #expect(world.run().judgement.diagnostics.map(\.code).contains("DP2017"))
    }

    /// Its seat counts against who comes new, never against who has one.
    @Test func nobodyLosesASeatToAnEmergency() {
        var world = world {
            $0.limits.active = 1
            $0.limits.duration = nil
        }
        let usual = RequestID("usual")
        world.merge(usual, request(usual, user: UserName("other"), until: at(60)))
        world.run()
        world.now = at(1)
        world.merge(r, emergency())
        world.run()
        #expect(world.isMember() && world.isMember(UserName("other")))
        // Shortened, it is accepted anew, after the emergency; and stays.
        world.now = at(2)
        world.merge(usual, request(usual, user: UserName("other"), until: at(50)))
        #expect(world.run().judgement.diagnostics.map(\.code) == ["DP2025"])
        world.now = at(3)
        world.run()
        #expect(world.isMember(UserName("other")))
    }

    /// While nothing may be accepted a review isn't either, and the step that brought it in is looked at again.
    @Test func aReviewWaitsWhileNothingMayBeAccepted() {
        var world = world()
        world.merge(r, emergency())
        world.run()
        var submission = world.submission
        submission.reviews = [review(world, after: "c9")]
        let judgement = Judge(
            policies: world.policies, recorded: world.recorded, actual: world.actual, at: world.now, mayAccept: false
        ).judge(submission)
        #expect(judgement.findings.isEmpty && judgement.undecided == [r])
    }

    @Test func eligibilityCountsAsEver() {
        var world = world { $0.eligible = Eligibility(users: [UserName("other")]) }
        world.merge(r, emergency())
        #expect(world.run().judgement.diagnostics.map(\.code) == ["DP2006"])
    }

    @Test func anUnreviewedOneIsAnAlarmInEveryRunUntilItIsReviewed() throws {
        var world = world()
        world.merge(r, emergency())
        world.run()
        world.now = at(119)
        #expect(world.run().judgement.diagnostics.map(\.code) == ["DP2025"])
        // It survives the request's end, its file, and the state's being written down.
        world.files[r] = nil
        world.recorded = try JSONDecoder().decode(RecordedState.self, from: JSONEncoder().encode(world.recorded))
        for minute in [120, 500, 5000] as [Int64] {
            world.now = at(minute)
            let diagnostics = world.run().judgement.diagnostics
            #expect(diagnostics.map(\.code) == ["DP2024"] && diagnostics.map(\.severity) == [.error], "\(minute)")
        }
        let submission = { (blob: String, verdict: ReviewVerdict) in
            var submission = world.submission
            submission.reviews = [review(world, blob: blob, after: "c9", verdict)]
            return submission
        }
        func judge(_ submission: Submission) -> Judgement {
            Judge(policies: world.policies, recorded: world.recorded, actual: world.actual, at: world.now).judge(submission)
        }
        let judgement = judge(submission("rev1", .unjustified))
        #expect(judgement.diagnostics.isEmpty && judgement.findings.count == 1)
        for finding in judgement.findings { world.record(finding.account, finding.event) }
        #expect(world.recorded.emergencies[r]?.review?.verdict == .unjustified)
        #expect(judge(submission("rev1", .unjustified)).findings.isEmpty, "it is on record once")
        #expect(judge(world.submission).diagnostics.isEmpty)
        // Who looks again and finds otherwise says so.
        #expect(judge(submission("rev2", .justified)).findings.count == 1)
    }

    @Test func aReviewThatCameWithItsEmergencyDoesNotCount() throws {
        var world = world()
        world.merge(r, emergency())
        world.run()
        let after = try #require(world.recorded.emergencies[r]?.after.text)
        for step in [after, nil] {
            var submission = world.submission
            submission.reviews = [review(world, after: step)]
            let judgement = Judge(policies: world.policies, recorded: world.recorded, actual: world.actual, at: world.now).judge(submission)
            #expect(judgement.findings.isEmpty && judgement.diagnostics.map(\.code) == ["DP2026", "DP2025"])
        }
    }

    /// Found by the simulation: something else was undecided, so the steps were looked at again, and a review that was merged
    /// before the emergency was on record counted.
    @Test func aReviewThatLayThereWhenItsEmergencyWasAcceptedDoesNotCountLater() {
        var world = world()
        world.merge(r, emergency(until: at(30)))
        var submission = world.submission
        submission.reviews = [review(world, after: "c9")]
        func judge(_ world: World) -> Judgement {
            Judge(policies: world.policies, recorded: world.recorded, actual: world.actual, at: world.now).judge(submission)
        }
        for finding in judge(world).findings { world.record(finding.account, finding.event) }
        #expect(world.recorded.emergencies[r]?.before == BlobID("rev1"))
        #expect(judge(world).diagnostics.map(\.code) == ["DP2026", "DP2025"])
        submission.reviews = [review(world, blob: "rev2", after: "c9")]
        for finding in judge(world).findings { world.record(finding.account, finding.event) }
        #expect(world.recorded.emergencies[r]?.review?.blob == BlobID("rev2"))
        // Whoever reviewed what was there hasn't looked at a longer one.
        world.merge(r, emergency(until: at(50)))
        submission = world.submission
        submission.reviews = [review(world, blob: "rev3", after: "c8")]
        let judgement = judge(world)
        #expect(judgement.diagnostics.map(\.code) == ["DP2026"])
        for finding in judgement.findings { world.record(finding.account, finding.event) }
        #expect(world.recorded.emergencies[r]?.review == nil && world.recorded.emergencies[r]?.before == BlobID("rev3"))
    }

    @Test func aReviewOfNothingIsSaid() {
        let world = world()
        var submission = world.submission
        submission.reviews = [review(world, after: "c9")]
        let judgement = Judge(policies: world.policies, recorded: world.recorded, actual: world.actual, at: world.now).judge(submission)
        #expect(judgement.findings.isEmpty && judgement.diagnostics.map(\.code) == ["DP2027"])
    }

    @Test func anExtensionIsToBeReviewedAgainAndAnEarlyEndIsNot() {
        var world = world()
        world.merge(r, emergency(until: at(30)))
        world.run()
        let review = Review(
            request: world.recorded.emergencies[r]!.request, user: member, path: "p", blob: BlobID("x"), verdict: .justified,
            evidence: Evidence(kind: .merge, before: nil, after: CommitID("c"), policies: TreeID("t")))
        world.record(nil, .reviewed(review))
        world.merge(r, emergency(until: at(20)))
        world.run()
        #expect(world.recorded.emergencies[r]?.review != nil && world.grant()?.end == at(20))
        world.merge(r, emergency(until: at(30), reason: "still down"))
        world.run()
        #expect(world.recorded.emergencies[r]?.review != nil && world.grant()?.end == at(30), "as long as what was reviewed")
        world.merge(r, emergency(until: at(50)))
        world.run()
        #expect(world.recorded.emergencies[r]?.review == nil && world.grant()?.end == at(50))
        #expect(world.recorded.emergencies[r]?.due == at(120), "when it was first due")
    }

    /// What policies allow later puts no review off that is due.
    @Test func anExtensionPutsNoReviewOff() {
        var world = world()
        world.merge(r, emergency(until: at(30)))
        world.run()
        world.enact { $0.entitlements[work]?.emergency?.review = .seconds(86_400) }
        world.merge(r, emergency(until: at(50)))
        world.run()
        #expect(world.grant()?.end == at(50) && world.recorded.emergencies[r]?.due == at(120))
        world.enact { $0.entitlements[work]?.emergency?.review = .seconds(3600) }
        world.merge(r, emergency(until: at(60)))
        world.run()
        #expect(world.grant()?.end == at(60) && world.recorded.emergencies[r]?.due == at(60))
    }

    /// Of an emergency for two entitlements the one that is to be looked at sooner says when.
    @Test func theSoonestReviewCounts() {
        let other = EntitlementName("other")
        var world = world()
        world.policies.entitlements[other] = entitlement(other, group: GroupName("Other"), eligible: Eligibility(users: [member]))
        world.policies.entitlements[other]?.emergency = EmergencyRules(
            approval: .automatic, duration: .seconds(3600), review: .seconds(600))
        for account in world.actual.keys { world.actual[account]?.groups.insert(GroupName("Other")) }
        var asked = request(access: [work.text, other.text], until: at(60))
        asked.isEmergency = true
        world.merge(r, asked)
        world.run()
        #expect(world.recorded.emergencies[r]?.due == at(10))
    }

    @Test func aUsualRequestBecomesNoEmergencyByAWord() {
        var world = world { $0.emergency = nil }
        world.merge(r, request(until: at(10)))
        world.run()
        world.merge(r, emergency(until: at(10)))
        #expect(world.run().judgement.diagnostics.map(\.code) == ["DP2023"])
        #expect(world.isMember(), "what was approved stands")
    }

    @Test func whenTheWayIsClosedWhoCameByItGoes() {
        var world = world()
        world.merge(r, emergency())
        world.run()
        world.enact { $0.entitlements[work]?.emergency = nil }
        let (judgement, plan) = world.run()
        #expect(plan.actions.map(\.because) == [.noLongerEligible])
        #expect(judgement.diagnostics.map(\.code) == ["DP2015", "DP2025"])
    }
}
