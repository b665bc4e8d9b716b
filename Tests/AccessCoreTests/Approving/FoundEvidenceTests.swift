import AccessCore
import Testing

/// What is remembered, so that a forge isn't asked again and again.
@Suite struct FoundEvidenceTests {
    private var doubtful: [Testimony] { [Testimony(kind: .github, doubt: "its index lags")] }

    @Test func whatIsSureIsNeverAskedAgain() {
        let found = FoundEvidence([Approvers.reviews()], after: nil, asked: true, at: at(0))
        #expect(found?.next == nil && found?.attempts == 0 && found?.isDue(at: at(10_000)) == false)
        #expect(FoundEvidence([], after: nil, asked: true, at: at(0)) == nil)
    }

    @Test func aDoubtIsLookedAtAgainAfterLongerAndLongerPauses() {
        var found: FoundEvidence?
        var now = at(0)
        var pauses: [Int64] = []
        for _ in 0..<12 {
            found = FoundEvidence(doubtful, after: found, asked: true, at: now)
            guard let next = found?.next else { break }
            #expect(found?.isDue(at: next) == true && found?.isDue(at: next.advanced(by: .seconds(-1))) == false)
            pauses.append(next.since(now).components.seconds / 60)
            now = next
        }
        #expect(pauses == [1, 2, 4, 8, 16, 32, 64, 128, 256, 360, 360, 360])
    }

    @Test func whoWantsALongerPauseIsNotAskedBefore() {
        func next(_ wanted: Duration?, after known: FoundEvidence? = nil) -> Timestamp? {
            FoundEvidence(doubtful, after: known, asked: true, pause: wanted, at: at(0))?.next
        }
        #expect(next(.seconds(1800)) == at(30) && next(.seconds(30)) == at(1) && next(.seconds(-7)) == at(1))
        // However long it says; and what is told by now needs no pause.
        #expect(next(.seconds(86_400)) == at(360) && next(.seconds(Int64.max)) == at(360))
        #expect(FoundEvidence([Approvers.reviews()], after: nil, asked: true, pause: .seconds(1800), at: at(0))?.next == nil)
        // The pauses of tries go on growing.
        let third = FoundEvidence(testimonies: doubtful, attempts: 3)
        #expect(next(.seconds(120), after: third) == at(8) && next(.seconds(1800), after: third) == at(30))
    }

    @Test func notAskingCostsNoPatience() {
        let first = FoundEvidence(doubtful, after: nil, asked: true, at: at(0))
        #expect(FoundEvidence(doubtful, after: first, asked: false, at: at(1)) == first)
    }

    @Test func whatNobodyCouldBeAskedAboutIsAskedLater() {
        let found = FoundEvidence(doubtful, after: nil, asked: false, at: at(0))
        #expect(found?.attempts == 1 && found?.next == at(1))
    }

    @Test func oneDoubtBesideWhatIsSureIsLookedAtAgain() {
        let found = FoundEvidence([Approvers.signatures(Approvers.lead01)] + doubtful, after: nil, asked: true, at: at(0))
        #expect(found?.next == at(1))
    }
}
