import AccessCore
import Foundation
import FuzzTargets
import Testing

/// What the target about forges' answers looks at is worth something only if its seeds get through to the rules.
@Suite struct ReviewsTargetTests {
    private func testimony(_ seed: String) throws -> Testimony {
        let file = CorpusTests.folder.appendingPathComponent("reviews/\(seed)")
        let testimonies = try #require(try ForgeAnswers([UInt8](Data(contentsOf: file))).testimonies())
        return try #require(testimonies.first)
    }

    @Test(arguments: ["github", "gitlab", "gitea"])
    func honestAnswersApprove(_ forge: String) throws {
        let testimony = try testimony("\(forge)-approved")
        #expect(testimony.kind.rawValue == forge)
        #expect(testimony.approvals.map(\.person.text) == ["lead01"], "\(testimony)")
    }

    @Test func badOnesSayWhy() throws {
        #expect(try testimony("gitlab-limit").doubt?.contains("wants no calls before") == true)
        #expect(try testimony("github-html").doubt != nil)
        #expect(try testimony("gitea-cut").doubt?.contains("is not JSON") == true)
        #expect(try testimony("gitlab-settings").refusal?.contains("Remove all approvals") == true)
        #expect(try testimony("github-fork").refusal?.contains("comes from a fork") == true)
        #expect(try testimony("gitea-dismissed").setAside.map(\.who) == ["lead01"])
    }

    /// A thread that waited for a lost answer would never come back.
    @Test func anInputWithoutAnswersComesBack() throws {
        for first in UInt8(0)...2 {
            let testimonies = try #require(try ForgeAnswers([first]).testimonies())
            #expect(testimonies.count == 2 && testimonies.allSatisfy { $0.doubt != nil && $0.approvals.isEmpty })
        }
    }
}
