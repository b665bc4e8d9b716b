import AccessCore
import Testing

@testable import AccessRequests

struct ReviewDecoderTests {
    private func decode(_ text: String) -> Decoded<ReviewVerdict> {
        ReviewDecoder().decode(SourceFile(path: "requests/a.review.yaml", bytes: Array(text.utf8)))
    }

    @Test func bothVerdicts() {
        #expect(decode("version: 1\nverdict: justified\ncomment: seen\n").value == .justified)
        #expect(decode("version: 1\nverdict: unjustified\ncomment: |\n  seen\n  twice\n").value == .unjustified)
    }

    @Test(arguments: [
        ("verdict: justified\ncomment: x\n", "DP1202"), ("version: 1\ncomment: x\n", "DP1202"),
        ("version: 1\nverdict: justified\n", "DP1202"),
        ("version: 1\nverdict: fine\ncomment: x\n", "DP1217"), ("version: 1\nverdict: justified\ncomment: ''\n", "DP1205"),
        ("version: 1\nverdict: justified\ncomment: x\nby: me\n", "DP1203"), ("version: 2\nverdict: justified\ncomment: x\n", "DP1201"),
    ])
    func whatIsNoReviewSaysNothing(text: String, code: String) {
        let decoded = decode(text)
        #expect(decoded.value == nil && decoded.diagnostics.map(\.code) == [code])
    }

    @Test func itsPathNamesTheEmergency() {
        #expect(RequestPath("requests/2026/a.review.yaml") == .review(of: RequestID("2026/a")))
        #expect(RequestPath("requests/.review.yaml") == .badID)
        #expect(RequestDecoder.id(ofPath: "requests/a.review.yaml") == nil)
    }
}
