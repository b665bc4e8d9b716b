import AccessCore
import Foundation
import Testing

@Suite struct LeaseFormatTests {
    /// Berlin's clocks of 2026.
    private static let berlin = ZoneOffsets([
        ZoneOffsets.Change(from: ZoneOffsets.first, seconds: 3600),
        ZoneOffsets.Change(from: Timestamp("2026-03-29T01:00:00Z")!, seconds: 7200),
        ZoneOffsets.Change(from: Timestamp("2026-10-25T01:00:00Z")!, seconds: 3600),
    ])

    private func leases(_ formats: String..., zone: ZoneOffsets = berlin) -> LeaseFormat {
        LeaseFormat(older: LeaseFormat.OlderTags(formats: formats.compactMap { TagTimeFormat($0) }, zone: zone))
    }

    @Test(arguments: [
        ("YYYY-MM-DD HH:mm", "2026-07-01 12:00", "2026-07-01T10:00:00Z"),
        ("YYYY-MM-DD HH:mm", "2026-12-01 12:00", "2026-12-01T11:00:00Z"),
        ("YYYYMMDDHHmm", "202612011200", "2026-12-01T11:00:00Z"),
        ("DD/MM/YYYY HH.mm.ss", "01/12/2026 12.00.59", "2026-12-01T11:00:59Z"),
        // Shown twice, and never: the earlier instant counts.
        ("YYYY-MM-DD HH:mm", "2026-10-25 02:30", "2026-10-25T00:30:00Z"),
        ("YYYY-MM-DD HH:mm", "2026-03-29 02:30", "2026-03-29T00:30:00Z"),
    ])
    func olderTagsAreRead(format: String, value: String, end: String) {
        #expect(leases(format).end(from: value) == Timestamp(end))
    }

    @Test(arguments: [
        "2026-7-1 12:00", "2026-07-01 12:00 ", "2026-07-01T12:00", "2026-02-30 12:00", "2026-07-01 24:00", "2026-07-01 12:60", "tomorrow",
        "1999-07-01 12:00", "2061-07-01 12:00", "", "٢٠٢٦-07-01 12:00",
    ])
    func whatOnlyLooksLikeOneIsNone(value: String) { #expect(leases("YYYY-MM-DD HH:mm").end(from: value) == nil) }

    @Test(arguments: [
        "", "YYYY-MM-DD", "HH:mm", "YYYY-MM-DD HH:mm Z", "YYYY-MM-DD HH:MM", "YY-MM-DD HH:mm", "YYYY-MM-DD hh:mm",
        "YYYY-MM-DD HH:mm YYYY", "YYYY-MM-DD;HH:mm", String(repeating: " ", count: 30) + "YYYY-MM-DD HH:mm",
    ])
    func whatIsNoFormatIsRefused(format: String) { #expect(TagTimeFormat(format) == nil) }

    @Test func ofTwoReadingsTheEarlierCounts() {
        #expect(leases("DD/MM/YYYY HH:mm", "MM/DD/YYYY HH:mm").end(from: "02/03/2026 10:00") == Timestamp("2026-02-03T09:00:00Z"))
    }

    @Test func whatIsWrittenIsNeverAnOlderFormat() {
        let leases = leases("YYYY-MM-DD HH:mm")
        #expect(leases.value(until: at(0)) == "2026-11-22T00:00:00Z")
        #expect(leases.end(from: leases.value(until: at(0))) == at(0))
    }

    @Test func itReadsBackFromTheLedger() throws {
        for format in [LeaseFormat(prefix: "x:"), leases("YYYY-MM-DD HH:mm", "YYYYMMDDHHmm")] {
            #expect(try JSONDecoder().decode(LeaseFormat.self, from: JSONEncoder().encode(format)) == format)
        }
        #expect(String(decoding: try JSONEncoder().encode(LeaseFormat(prefix: "x:")), as: UTF8.self) == #"{"prefix":"x:"}"#)
        for broken in [#"{"prefix":"","also-read":["YYYY"],"zone":[]}"#, #"{"prefix":"","also-read":["YYYYMMDDHHmm"],"zone":[]}"#] {
            #expect(throws: DecodingError.self) { try JSONDecoder().decode(LeaseFormat.self, from: Data(broken.utf8)) }
        }
    }

    /// A membership that an older tool gave stays until the end that its tag states, and is then due, with and without a source.
    @Test func anOlderToolsMembershipEndsWhenItsTagSays() {
        var world = World([entitlement()], users: [user(groups: [group], tags: [group.text: "2026-11-22 02:00"])])
        world.policies.settings.leases = leases("YYYY-MM-DD HH:mm")
        world.recorded.policy = AcceptedPolicy(world.policies)
        let plan = world.run().plan
        #expect(plan.isEmpty && plan.accounts.first?.drift.first?.until == at(60))
        #expect(plan.accounts.first?.diagnostics.map(\.code) == ["DP3002"], "a tag that is an end is no nonsense")
        world.now = at(60)
        #expect(world.planDue().actions.map(\.because) == [.expired])
        #expect(world.run().plan.actions.map(\.urgency) == [.due])
        #expect(!world.isMember() && world.tag() == nil)
    }

    @Test func aGrantReplacesAnOlderTag() {
        var world = World([entitlement()], users: [user(groups: [], tags: [group.text: "2026-11-21 02:00"])])
        world.policies.settings.leases = leases("YYYY-MM-DD HH:mm")
        world.recorded.policy = AcceptedPolicy(world.policies)
        world.merge(r, request(until: at(60)))
        world.run()
        #expect(world.isMember() && world.tag() == at(60).description)
    }
}
