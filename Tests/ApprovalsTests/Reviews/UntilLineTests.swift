import AccessCore
import Testing

@testable import Approvals

/// The line by which an approver shortens the access.
@Suite struct UntilLineTests {
    private static let time = Timestamp(seconds: 1_795_366_800)

    @Test func aLineSetsTheTime() {
        for body in [
            "daypass until \(Self.time)", "Fine, but\r\n\r\n  daypass until \(Self.time)  \r\nThanks", "`daypass until \(Self.time)`",
            "Daypass  Until\u{A0}\(Self.time)",
        ] {
            #expect(UntilLine.read(body) == .until(Self.time), "\(body)")
        }
        #expect(UntilLine.read("daypass until 2026-11-23T02:00:00+09:00") == UntilLine.read("daypass until 2026-11-22T17:00:00Z"))
    }

    @Test func theEarliestOfSeveralCounts() {
        let earlier = Timestamp(seconds: Self.time.seconds - 1)
        #expect(UntilLine.read("daypass until \(Self.time)\ndaypass until \(earlier)\ndaypass until \(Self.time)") == .until(earlier))
    }

    @Test func otherTextSaysNothing() {
        for body in ["", "Go ahead until tomorrow", "daypass is fine", "until daypass", "daypass\nuntil 2026-11-22T17:00:00Z"] {
            #expect(UntilLine.read(body) == .nothing, "\(body)")
        }
    }

    @Test func aLineThatReadsOtherwiseIsNeverPassedBy() {
        for line in [
            "daypass until", "daypass until tomorrow", "daypass until 2026-11-22 17:00", "daypass until 2026-02-30T00:00:00Z",
            "daypass until: 2026-11-22T17:00:00Z", "please daypass until 2026-11-22T17:00:00Z", "> daypass until 2026-11-22T17:00:00Z",
            "daypass until 2026-11-22T17:00:00Z please", "DAYPASS UNTIL NOON",
        ] {
            #expect(UntilLine.read("Fine.\n\(line)\ndaypass until \(Self.time)") == .malformed(line), "\(line)")
        }
    }

    @Test func theTimeComesWithTheApproval() {
        let testimony = ReviewStory.testimony { $0.facts.reviews[0].body = "Shorter.\ndaypass until 2026-11-22T17:00:00Z" }
        #expect(testimony.approvals.map(\.until) == [Timestamp("2026-11-22T17:00:00Z")])
        #expect(testimony.approvals.first?.comment == "Shorter. daypass until 2026-11-22T17:00:00Z")
    }

    @Test func anApprovalWithAMalformedLineIsSetAside() {
        let why = ReviewStory.exclusion { $0.facts.reviews[0].body = "daypass until tomorrow" }
        #expect(why == "wrote 'daypass until tomorrow', which says no time; a line has to read like 'daypass until 2026-11-22T17:00:00Z'")
    }

    @Test func commentsAreKeptOnOneLineAndCut() {
        let long = String(repeating: "é", count: 3000)
        let kept = ReviewStory.testimony { $0.facts.reviews[0].body = "a\u{202E}b\u{0}\r\n\tc " + long }.approvals.first?.comment
        #expect(kept?.hasPrefix("ab c éé") == true && kept?.count == Approval.commentLimit && kept?.last == "…")
        #expect(ReviewStory.testimony { $0.facts.reviews[0].body = " \n\u{200B}" }.approvals.map(\.comment) == [nil])
    }
}
