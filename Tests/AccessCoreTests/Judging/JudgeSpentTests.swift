import AccessCore
import Testing

/// What was approved counts once.
@Suite struct JudgeSpentTests {
    private typealias A = Approvers

    @Test(arguments: [true, false])
    func aContentThatWasCutIsNotBroughtBackByTheSignaturesOfBefore(isSigned: Bool) {
        func found(_ digest: String) -> ApprovalFindings {
            ApprovalFindings(sha256: digest, testimonies: [isSigned ? A.signatures(A.lead01) : A.reviews(A.lead01)], asked: true)
        }
        var world = World([entitlement()], users: [user()])
        world.policies = A.policies()
        world.recorded.policy = AcceptedPolicy(world.policies)
        world.merge(r, request(until: at(60)))
        world.findings[r] = found("first")
        world.run()
        func change(_ end: Timestamp, _ digest: String) {
            world.merge(r, request(until: end))
            world.findings[r] = found(digest)
            world.run()
        }
        change(at(90), "second")
        #expect(world.grant()?.end == at(90))
        #expect(world.recorded.requests[r]?.evidence.spent == ["first"])
        world.merge(r, request(until: at(30)))
        world.findings[r] = ApprovalFindings(sha256: "cut", testimonies: [], asked: true)
        world.run()
        #expect(world.grant()?.end == at(30))
        // Neither what was cut, nor what was approved before that.
        for (end, digest) in [(at(90), "second"), (at(60), "first")] {
            change(end, digest)
            #expect(world.grant()?.end == (isSigned ? at(30) : end))
            guard isSigned else { return }
            #expect(world.recorded.denials[r]?.found?.testimonies.first?.setAside.map(\.who) == ["lead01"])
        }
        change(at(60), "third")
        #expect(world.grant()?.end == at(60))
        #expect(world.recorded.requests[r]?.evidence.approved == ["first", "second", "third"])
    }
}
