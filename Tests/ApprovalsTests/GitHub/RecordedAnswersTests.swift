import AccessCore
import Foundation
import TestSupport
import Testing

@testable import Approvals

/// Answers that others recorded of GitHub: whatever of them comes instead of what was asked for, nothing is approved.
@Suite struct RecordedAnswersTests {
    /// One answer, as `Recorded/NOTICE.md` describes the form.
    struct Answer: CustomTestStringConvertible, Sendable {
        var name: String
        var json: GraphJSON
        var testDescription: String { name }
    }

    static let ours = answers(in: Bundle.module.resourceURL?.appendingPathComponent("Recorded"))

    /// Recordings whose licences keep them out of this repository: a folder named by the environment.
    static let elsewhere = answers(
        in: ProcessInfo.processInfo.environment["DAYPASS_FORGE_DATA"].map {
            URL(fileURLWithPath: $0).appendingPathComponent("github/recorded")
        })

    private static func answers(in folder: URL?) -> [Answer] {
        guard let folder, let names = try? FileManager.default.contentsOfDirectory(atPath: folder.path) else { return [] }
        return names.filter { $0.hasSuffix(".json") }.sorted().flatMap { name -> [Answer] in
            guard let data = try? Data(contentsOf: folder.appendingPathComponent(name)) else { return [] }
            guard let value = try? JSONDecoder().decode(GraphJSON.self, from: data) else { return [] }
            guard case .list(let exchanges) = value, exchanges.contains(where: { $0["response"] != .null }) else {
                return [Answer(name: name, json: ["body": value])]
            }
            return exchanges.enumerated().compactMap { index, exchange in
                let response = exchange["response"]
                // octokit's form has the status beside the body.
                guard response["status"] != .null || exchange["status"] != .null else { return nil }
                var answer: GraphJSON =
                    response["status"] == .null ? ["status": exchange["status"], "body": response] : ["status": response["status"]]
                if case .text(let text) = response["bodyText"] { answer["text"] = .text(text) }
                if response["body"] != .null, response["status"] != .null { answer["body"] = response["body"] }
                return Answer(name: "\(name) \(index)", json: answer)
            }
        }
    }

    private func expectNothing(_ answer: Answer) async throws {
        for kind in ["graphql", "activity"] {
            let testimony = try await GitHubStub.testimony(plan: .object([kind: [answer.json]]))
            #expect(testimony.approvals.isEmpty && (testimony.doubt != nil || testimony.refusal != nil), "\(kind): \(testimony)")
        }
    }

    @Test func thereAreSome() { #expect(Self.ours.count >= 5) }

    @Test(arguments: ours)
    func aRecordedAnswerApprovesNothing(answer: Answer) async throws { try await expectNothing(answer) }

    @Test(.enabled(if: !elsewhere.isEmpty, "DAYPASS_FORGE_DATA names no folder with github/recorded"), arguments: elsewhere)
    func anAnswerRecordedElsewhereApprovesNothing(answer: Answer) async throws { try await expectNothing(answer) }

    /// The same entry of activity, as GitHub's documentation and a client's tests have it.
    @Test func recordedActivityIsRead() throws {
        let data = try #require(Bundle.module.url(forResource: "rest-activity", withExtension: "json", subdirectory: "Recorded"))
        let entries = try JSONDecoder().decode([BranchActivity].self, from: Data(contentsOf: data))
        #expect(entries.map(\.kind) == ["push", "branch_deletion"])
        #expect(
            entries.map(\.pusher) == [
                .account(ForgeIdentity(login: "testuser1", id: 111111)), .account(ForgeIdentity(login: "testuser2", id: 222222)),
            ])
        #expect(entries[0].ref == "refs/heads/main" && entries[0].before == "abc123def456")
    }

    @Test func recordedSecondaryLimitsAreLimits() async throws {
        let file = try #require(
            Bundle.module.url(forResource: "error-403-secondary-bodies", withExtension: "json", subdirectory: "Recorded"))
        guard case .list(let bodies) = try JSONDecoder().decode(GraphJSON.self, from: Data(contentsOf: file)) else { return }
        #expect(bodies.count == 5)
        for body in bodies {
            let testimony = try await GitHubStub.testimony(plan: ["graphql": [["status": 403, "body": body]]])
            #expect(testimony.doubt?.hasPrefix("GitHub was asked too much in too short a time") == true, "\(body)")
        }
    }
}
