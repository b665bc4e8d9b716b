import AccessCore
import Testing

/// What a denial on record promises.
struct DenialOutlookTests {
    private func denial(_ code: String) -> Denial {
        Denial(
            request: RequestVersion(id: RequestID("x"), path: "requests/x.yaml", blob: BlobID("b")), user: member, code: code, reason: "",
            evidence: Evidence(kind: .signature, before: nil, after: CommitID("c"), policies: TreeID("t")), mixed: false)
    }

    @Test("What is a warning in a run waits, what is an error doesn't", arguments: ["DP2103", "DP2105", "DP2017", "DP2022"])
    func waits(code: String) { #expect(denial(code).waits(canBeSigned: false)) }

    @Test("Others don't", arguments: ["DP2001", "DP2002", "DP2003", "DP2007", "DP2008", "DP2012", "DP2102", "DP2104", "DP9999"])
    func final(code: String) { #expect(!denial(code).waits(canBeSigned: true)) }

    @Test("A signature that is missing may still come, a review may not")
    func signatures() {
        #expect(denial("DP2101").waits(canBeSigned: true))
        #expect(!denial("DP2101").waits(canBeSigned: false))
        #expect(denial("DP2101").advice(canBeSigned: true) == "One of them runs daypass approve requests/x.yaml and merges the signature.")
        #expect(
            denial("DP2101").advice(canBeSigned: false)
                == "Ask anew, in a file with a new name, and have it approved before it is merged.")
    }

    @Test("Advice is that of the refusal, where it doesn't depend on the case")
    func advice() {
        #expect(denial("DP2001").advice(canBeSigned: false) == Refusal.endedBefore(at: at(0)).advice)
        #expect(denial("DP2104").advice(canBeSigned: false) == Refusal.allowedTooShort(by: nil, until: at(0)).advice)
        #expect(denial("DP2007").advice(canBeSigned: false) == nil)
    }
}
