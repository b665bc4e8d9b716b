import AccessCore
import Proving
import Testing

/// What the ledger remembers of a content that waits.
@Suite struct RememberedEvidenceTests {
    private typealias S = Scene

    private static let review = Testimony(kind: .github, refusal: "nobody approved it")
    private static let signature = Testimony(kind: .signature)

    private func recorded(_ testimonies: Testimony...) -> RecordedState {
        var state = RecordedState()
        state.denials[S.id] = Denial(
            request: S.version, user: nil, code: "DP2101", reason: "it isn't approved",
            evidence: Evidence(kind: .github, before: S.root, after: S.first, policies: S.tree("a")), mixed: false,
            found: FoundEvidence(testimonies: testimonies))
        return state
    }

    @Test func whatWasFoundOfItsStepCounts() {
        let found = recorded(Self.review, Self.signature).evidence(about: S.version, broughtInBy: S.first)
        #expect(found?.testimonies == [Self.review, Self.signature])
    }

    @Test func reviewsOfTheStepThatLetItInBeforeDoNot() {
        let state = recorded(Self.review, Self.signature)
        #expect(state.evidence(about: S.version, broughtInBy: S.second)?.testimonies == [Self.signature])
        #expect(recorded(Self.review).evidence(about: S.version, broughtInBy: S.second) == nil)
    }

    @Test func norWhatWasFoundOfAnotherContent() {
        let other = RequestVersion(id: S.id, path: S.path, blob: BlobID(String(repeating: "c", count: 40)))
        #expect(recorded(Self.review).evidence(about: other, broughtInBy: S.first) == nil)
    }
}
