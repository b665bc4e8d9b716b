import AccessCore
import Reports
import Testing

/// What a change means, as a terminal shows it.
struct CheckTextTests {
    private func text(_ report: CheckReport) -> String { CheckText(time: World.tokyo).render(report) }

    @Test("a new request: who gets what from when until when, and on whose word")
    func new() {
        let running = CheckExamples.request("2026/11/other", from: "22 21:00", until: "22 23:00")
        let report = CheckExamples.report([CheckExamples.file(to: CheckExamples.request())], others: [running])
        #expect(
            text(report) == """
                requests/2026/11/deploy-billing.yaml: a new request
                  + member01 gets prod-member-work (Deploy and operate production; group ProdMemberWorkGroup in jump (111111111111)) \
                from 22 Nov 22:00 +09:00 until 23 Nov 02:00 +09:00, 4 h.
                    May ask for prod-member-work: one of developers.
                    prod-member-work needs 1 of leads: lead01 or lead02.
                    prod-member-work is given for at most 12 h at once.
                    Overlaps requests/2026/11/other (until 22 Nov 23:00 +09:00): access lasts while any of them covers it.
                    sha256 \(CheckExamples.sha256)

                The merge counts as approval here: Daypass looks neither at reviews nor at who proposed this. That the right people approve is up to the \
                branch's protection.

                Checked what changed since 91ab33f: 1 request and 0 policy files: no mistakes.
                """)
    }

    @Test("an extension, an early end, other words, a deletion and a rename are told as what they are")
    func kinds() {
        let before = CheckExamples.request()
        func line(_ after: AccessRequest?) -> [Substring] {
            text(CheckExamples.report([CheckExamples.file(from: before, to: after)])).split(separator: "\n").prefix(2).map { $0 }
        }
        let what = "prod-member-work (Deploy and operate production; group ProdMemberWorkGroup in jump (111111111111))"
        let old = "from 22 Nov 22:00 +09:00 until 23 Nov 02:00 +09:00, 4 h"
        #expect(
            line(CheckExamples.request(until: "23 04:00")) == [
                "requests/2026/11/deploy-billing.yaml: asks for more than before: until that is accepted, the old window stands",
                "  ~ member01 gets \(what) from 22 Nov 22:00 +09:00 until 23 Nov 04:00 +09:00, 6 h (before: \(old)).",
            ])
        #expect(
            line(CheckExamples.request(until: "23 01:00")) == [
                "requests/2026/11/deploy-billing.yaml: asks for less than before: needs no approval, and counts from the first run after the merge",
                "  ~ member01 keeps \(what) from 22 Nov 22:00 +09:00 until 23 Nov 01:00 +09:00, 3 h (before: \(old)).",
            ])
        #expect(
            line(CheckExamples.request(reason: "another")) == [
                "requests/2026/11/deploy-billing.yaml: gives the same as before: needs no approval",
                "  · member01 keeps \(what) \(old).",
            ])
        #expect(
            line(nil) == [
                "requests/2026/11/deploy-billing.yaml: is deleted: that ends it for good, and needs no approval",
                "  - member01 loses \(what): it was to last \(old).",
            ])
        let renamed = CheckExamples.report([
            CheckExamples.file(from: before, to: nil), CheckExamples.file(to: CheckExamples.request("2026/11/later")),
        ])
        #expect(text(renamed).contains("requests/2026/11/deploy-billing.yaml: is renamed to requests/2026/11/later: this one ends\n"))
        #expect(
            text(renamed).contains(
                "requests/2026/11/later.yaml: a rename of requests/2026/11/deploy-billing: that request ends, and this is a new one, which needs its own approval\n"
            ))
    }

    @Test("what began when it was accepted is not said to begin with the merge; an end that has passed ends it")
    func withoutStart() {
        let before = CheckExamples.request(from: nil)
        func line(until end: String) -> Substring {
            let report = CheckExamples.report([CheckExamples.file(from: before, to: CheckExamples.request(from: nil, until: end))])
            return text(report).split(separator: "\n")[1]
        }
        let what = "prod-member-work (Deploy and operate production; group ProdMemberWorkGroup in jump (111111111111))"
        let old = "(before: until 23 Nov 02:00 +09:00)"
        #expect(line(until: "23 04:00") == "  ~ member01 gets \(what) until 23 Nov 04:00 +09:00 \(old).")
        #expect(line(until: "23 01:00") == "  ~ member01 keeps \(what) until 23 Nov 01:00 +09:00 \(old).")
        #expect(line(until: "22 21:00") == "  - member01 loses \(what) at the first run after the merge \(old).")
    }

    @Test("what something speaks against is not said to be given")
    func refused() {
        let shown = text(CheckExamples.report([CheckExamples.file(to: CheckExamples.request(until: "24 02:00"))]))
        #expect(
            shown.hasPrefix(
                """
                requests/2026/11/deploy-billing.yaml: a new request; with its mistakes nothing of it is granted
                  ✗ member01 would get prod-member-work (Deploy and operate production; group ProdMemberWorkGroup in jump (111111111111)) \
                from 22 Nov 22:00 +09:00 until 24 Nov 02:00 +09:00, 1 d 4 h.
                """), "\(shown)")
    }

    @Test("lines are broken at blanks where the terminal's are shorter, and stay below their beginning")
    func width() {
        let report = CheckExamples.report([CheckExamples.file(to: CheckExamples.request())])
        let shown = CheckText(time: World.tokyo, width: 60).render(report)
        #expect(
            shown.hasPrefix(
                """
                requests/2026/11/deploy-billing.yaml: a new request
                  + member01 gets prod-member-work (Deploy and operate
                    production; group ProdMemberWorkGroup in jump
                    (111111111111)) from 22 Nov 22:00 +09:00 until 23 Nov
                    02:00 +09:00, 4 h.
                    May ask for prod-member-work: one of developers.

                """), "\(shown)")
        let hash = "    sha256\n    \(CheckExamples.sha256)\n"
        #expect(shown.contains(hash), "what has no blank stays whole: \(shown)")
        #expect(shown.split(whereSeparator: \.isWhitespace) == text(report).split(whereSeparator: \.isWhitespace), "no word is lost")
    }

    @Test("a change that has nothing to do with access says so")
    func nothing() {
        #expect(text(CheckExamples.report([])) == "Nothing below requests/ or policies/ changed since 91ab33f.")
    }

    @Test("a change of policies: who gains and who loses")
    func policies() {
        var new = CheckExamples.policies()
        new.entitlements[EntitlementName("prod-member-work")]?.eligible.users = [UserName("partner01")]
        new.entitlements[EntitlementName("prod-member-work")]?.approval = .automatic
        new.settings.timezone = "UTC"
        #expect(
            text(CheckExamples.report([], proposed: new)) == """
                policies/access/prod-member-work.yaml: changes
                  + partner01 may ask for it
                  + needs nobody's approval (before: 1 of leads)

                policies/settings.yaml
                  ~ timezone is UTC (before: Asia/Tokyo)

                A change of policies is for security to approve (approval.policy-owners). It counts from the first run after the merge.

                Checked what changed since 91ab33f: 0 requests and 1 policy file: no mistakes.
                """)
    }

    @Test("what a file says can't reach the terminal")
    func harmless() {
        let request = CheckExamples.request(ticket: "\u{1B}[31m")
        var policies = CheckExamples.policies()
        policies.entitlements[EntitlementName("prod-member-work")]?.description = "a\u{1B}]0;x\u{7}b\u{202E}c\nd"
        let shown = text(CheckExamples.report([CheckExamples.file(to: request)], accepted: policies))
        #expect(!shown.contains("\u{1B}") && !shown.contains("\u{202E}"))
        #expect(shown.contains(#"(a\u{1B}]0;x\u{07}b\u{202E}c\u{0A}d; group"#))
    }
}
