import AccessCore
import TestSupport
import Testing
import TimeZones

@testable import AccessRequests

struct RequestDraftTests {
    private func decoded(_ draft: RequestDraft) -> AccessRequest? {
        RequestDecoder(timezone: .utc).decode(SourceFile(path: "requests/a.yaml", bytes: Array(draft.yaml.utf8))).value
    }

    /// Whatever somebody gives as an option is one text of the file, never a key or a second value.
    @Test func whatIsWrittenReadsBackTheSame() throws {
        var random = SplitMix64(seed: 4)
        let pieces = [
            "a", "Z", "9", " ", "  ", ":", ": ", " #", "#", "-", "- ", "\"", "'", "\\", "{", "}", "[", "]", ",", "&a", "*a", "!", "|", ">",
            "%",
            "@", "`", "?", "\n", "\n\n", "user: root", "---", "...", "é", "日本", "🙂", "=", "~", "null", "true", "1e3", "\u{200D}",
        ]
        for round in 0..<3000 {
            func text(_ lines: Bool) -> String {
                let text = (0..<Int.random(in: 1...6, using: &random)).map { _ in pieces.randomElement(using: &random) ?? "" }.joined()
                let body = lines ? text : text.replacing("\n", with: "")
                // By scalars: a blank and a joiner after it are one character.
                let trimmed = body.unicodeScalars.drop { $0 == " " || $0 == "\n" }
                let isOpen = trimmed.last.map { $0 == " " || $0 == "\n" } ?? true
                return String(trimmed) + (isOpen ? "x" : "")
            }
            var draft = RequestDraft()
            (draft.user, draft.access, draft.duration) = ("member01", ["prod"], "4h")
            (draft.title, draft.ticket, draft.reason) = (text(false), text(false), text(true))
            (draft.plan, draft.rollback) = (text(true), text(true))
            let request = try #require(decoded(draft), "\(round): \(draft.yaml)")
            #expect(request.title == draft.title && request.ticket == draft.ticket && request.reason == draft.reason, "\(draft.yaml)")
            #expect(request.plan == draft.plan && request.rollback == draft.rollback, "\(draft.yaml)")
            #expect(request.user.text == "member01")
        }
    }

    @Test(arguments: [
        ("Deploy billing v2.3", "deploy-billing-v2-3"), ("../../etc", "etc"), ("日本語", "request"), ("", "request"), ("--x--", "x"),
        ("first\nsecond", "first"), (String(repeating: "ab ", count: 30), "ab-ab-ab-ab-ab-ab-ab-ab-ab-ab-ab-ab-ab-a"), ("a.lock", "a-lock"),
    ])
    func slugs(_ text: String, _ slug: String) { #expect(RequestDraft.slug(of: text) == slug) }
}
