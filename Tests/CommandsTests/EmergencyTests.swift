import TestSupport
import Testing

/// An emergency from its request to its review, by the built command.
struct EmergencyTests {
    private static let night = "2026-11-22T22:00:00+09:00"

    @Test("it passes a freeze, is capped, and is an alarm until it is reviewed, long after its end")
    func story() async throws {
        let site = try await Site.sample()
        let path = "policies/access/prod-member-work.yaml"
        try site.write(
            try site.read(path) + "emergency: { rules: [{ from: security, count: 1 }], duration: 2h, review: 3d }\n", to: path)
        try site.write(
            "version: 1\nwindows: [{ name: closing, start: 2026-11-22 18:00, end: 2026-11-24 08:00 }]\n", to: "policies/calendar.yaml")
        try await site.commit("emergencies")
        #expect(try await site.daypass("audit", "init", now: Self.night).code == 0)
        let asked = Site.request(end: "x", more: "emergency: true\n").replacing("end: x", with: "duration: 2h")
        try site.write(asked.replacing("2h", with: "3h"), to: "requests/down.yaml")
        try await site.commit("too long")
        let refused = try await site.daypass("reconcile", now: Self.night)
        #expect(
            refused.code == 1 && refused.errors.contains("3h is longer than 'prod-member-work' allows (2h) [DP2007]"), "\(refused.errors)")

        try site.write(asked, to: "requests/down.yaml")
        // A review that comes with it has looked at nothing.
        let review = "version: 1\nverdict: justified\ncomment: all well\n"
        try site.write(review, to: "requests/down.review.yaml")
        try await site.commit("production is down")
        let run = try await site.daypass("reconcile", now: Self.night)
        #expect(run.code == 0, "\(run.errors)")
        #expect(try site.user("member01").tags["ProdMemberWorkGroup"] == "2026-11-22T15:00:00Z")
        #expect(try await site.daypass("reconcile", now: "2026-11-22T22:10:00+09:00").errors.contains("[DP2026]"))
        try await site.daypass("reconcile", now: "2026-11-23T00:00:00+09:00")
        #expect(try site.user("member01").groups == ["Developers"])
        try site.remove("requests/down.yaml")
        try site.remove("requests/down.review.yaml")
        try await site.commit("tidy up")

        let before = try await site.daypass("reconcile", now: "2026-11-25T21:59:59+09:00")
        #expect(before.code == 0 && before.errors.contains("is to be reviewed by 2026-11-25T13:00:00Z [DP2025]"), "\(before.errors)")
        for time in ["2026-11-25T22:00:00+09:00", "2026-12-24T22:00:00+09:00"] {
            let overdue = try await site.daypass("reconcile", now: time)
            #expect(overdue.code == 1)
            #expect(
                overdue.errors.contains(
                    "nobody has reviewed the emergency requests/down.yaml of member01; that was due at 2026-11-25T13:00:00Z [DP2024]"),
                "\(overdue.errors)")
        }
        try site.write("version: 1\nverdict: fine\ncomment: x\n", to: "requests/down.review.yaml")
        try await site.commit("no verdict")
        let broken = try await site.daypass("reconcile", now: "2026-12-24T22:05:00+09:00")
        #expect(
            broken.code == 1 && broken.errors.contains("requests/down.review.yaml:2:10: error: 'fine' is not one of"), "\(broken.errors)")
        try site.write(review.replacing("justified", with: "unjustified"), to: "requests/down.review.yaml")
        try await site.commit("review")
        let done = try await site.daypass("reconcile", now: "2026-12-24T22:10:00+09:00")
        #expect(done.code == 0, "\(done.errors)")
        #expect(try await site.daypass("reconcile", now: "2026-12-24T22:20:00+09:00").code == 0)
        let shown = try await site.daypass("audit", "show", "--type", "reviewed").output
        #expect(shown.contains("The emergency requests/down.yaml of member01 was reviewed and is unjustified"), "\(shown)")
        #expect(try await site.daypass("audit", "verify").code == 0)
    }

    @Test("check tells of an emergency without a review, as far as files tell that one is due")
    func withoutReview() async throws {
        let site = try await Site.sample()
        let path = "policies/access/prod-member-work.yaml"
        try site.write(
            try site.read(path) + "emergency: { rules: [{ from: security, count: 1 }], duration: 2h, review: 3d }\n", to: path)
        try await site.commit("a way for emergencies")
        let asked = "version: 1\nuser: member01\naccess: [prod-member-work]\nduration: 2h\nreason: It is down\nemergency: true\n"
        try site.write(asked, to: "requests/soon.yaml")
        try site.write(asked + "start: 2026-11-22 22:00\n", to: "requests/down.yaml")
        func check(_ now: String) async throws -> String {
            let run = try await Shell.run([Site.binary, "check", site.repository, "--now", now], in: site.folder.path)
            #expect(run.code == 0, "\(run.errors)")
            return run.errors
        }
        let early = try await check("2026-11-25T12:59:59Z")
        #expect(early.contains("only the ledger knows [DP2035]") && early.contains("requests/soon.yaml:6:1: note: "), "\(early)")
        #expect(!early.contains("DP2034"))
        let late = try await check("2026-11-25T13:00:00Z")
        #expect(
            late.contains(
                "requests/down.yaml:6:1: warning: there is no review of the emergency requests/down.yaml of member01; if it was granted, that was due at 25 Nov 22:00 +09:00 [DP2034]"
            ), "\(late)")
        for name in ["down", "soon"] {
            try site.write("version: 1\nverdict: justified\ncomment: It was down\n", to: "requests/\(name).review.yaml")
        }
        #expect(try await check("2026-11-25T13:00:00Z").isEmpty)
        try site.write("version: 1\nverdict: justified\ncomment: It was down\n", to: "requests/dwon.review.yaml")
        let lost = "requests/dwon.review.yaml: warning: there is no requests/dwon.yaml that this could be the review of [DP2036]"
        #expect(try await check("2026-11-25T13:00:00Z").contains(lost))
        let change = try await site.daypass("check", "--base", "main", site.repository, now: "2026-11-22T13:30:00Z")
        #expect(change.code == 0 && change.errors.contains(lost) && !change.errors.contains("down.yaml that"), "\(change.errors)")
    }
}
