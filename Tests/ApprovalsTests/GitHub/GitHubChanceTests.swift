import AccessCore
import Testing

@testable import Approvals

/// Answers in which one value is another one or gone, by chance: nothing crashes, and nobody approves who didn't.
@Suite struct GitHubChanceTests {
    @Test(arguments: 0..<40)
    func whateverIsChangedNobodyElseApproves(block: Int) async throws {
        for seed in block * 10..<(block + 1) * 10 {
            let change: GraphJSON = ["mutate": .number(Int64(seed))]
            let plans: [GraphJSON] = [["graphql": [change]], ["activity": [change]], ["graphql": [nil, change]]]
            let testimony = try await GitHubStub.testimony(plan: plans[seed % 3])
            #expect(testimony.approvals.allSatisfy { $0.person == PersonName("lead01") && $0.account?.id == 1002 }, "seed \(seed)")
            #expect(testimony.approvals.isEmpty || (testimony.refusal == nil && testimony.doubt == nil), "seed \(seed)")
            let says = testimony.refusal != nil || testimony.doubt != nil || !testimony.setAside.isEmpty || !testimony.objections.isEmpty
            // A review that became a draft or a comment says nothing at all.
            #expect(!testimony.approvals.isEmpty || says, "seed \(seed): \(testimony)")
        }
    }
}
