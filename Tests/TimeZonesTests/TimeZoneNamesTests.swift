import TestSupport
import Testing
import TimeZones

@Suite struct TimeZoneNamesTests {
    @Test func theSystemsTableIsRead() throws {
        let names = TimeZoneNames.listed()
        #expect(names.contains("UTC") && names.contains("Asia/Tokyo") && names.count > 300)
        for name in names { _ = try TimeZoneRules(named: name) }
        let cities = TimeZoneNames.byCity(names)
        #expect(cities["tokyo"] == "Asia/Tokyo" && cities["new_york"] == "America/New_York" && cities["utc"] == "UTC")
    }

    @Test func withoutATableThereIsUTC() throws {
        #expect(TimeZoneNames.listed(in: "/nowhere") == ["UTC"])
        let directory = TemporaryDirectory()
        try directory.write("# only a head\nJP\n\nJP\t+353916+1394441\n\u{FFFD}\t\t\t\n", to: "zone.tab")
        #expect(TimeZoneNames.listed(in: directory.path) == ["UTC"])
    }

    @Test(arguments: [("Tokyo", "tokyo"), ("New York", "new_york"), ("America/Argentina/Salta", "salta"), ("", ""), ("/", "")])
    func citiesAreWrittenAsInNames(_ text: String, _ city: String) { #expect(TimeZoneNames.city(of: text) == city) }
}
