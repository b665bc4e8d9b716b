import TestSupport
import Testing
import TimeZones

@Suite struct ZoneFileTests {
    @Test(arguments: [
        "", "/etc/passwd", "../zoneinfo/Asia/Tokyo", "Asia/../Asia/Tokyo", "Asia//Tokyo", "Asia/", "/", ".", "..", "Asia/.hidden", "-x",
        "Asia/Tokyo\0",
        "Asia/Tōkyō", "Asia/Tokyo ", String(repeating: "A", count: 101),
    ])
    func namesThatLeadElsewhereAreRefused(_ name: String) {
        #expect(throws: TimeZoneError.badName(name)) { _ = try TimeZoneRules(named: name) }
    }

    @Test(arguments: ["Asia/Tokio", "Asia", "Asia/Tokyo/Minato", "Etc/GMT-99"])
    func whatTheDatabaseDoesNotHaveIsUnknown(_ name: String) {
        #expect(throws: TimeZoneError.unknown(name: name, directory: "/usr/share/zoneinfo")) { _ = try TimeZoneRules(named: name) }
    }

    @Test func aMachineWithoutADatabaseSaysSo() {
        let error = TimeZoneError.noDatabase(directory: "/nowhere")
        #expect(throws: error) { _ = try TimeZoneRules(named: "Asia/Tokyo", directory: "/nowhere") }
        #expect(error.description == "no time zone database in /nowhere; install the package tzdata")
    }

    @Test func otherFilesAreNotZones() throws {
        let directory = TemporaryDirectory()
        try directory.write("# a table", to: "zone.tab")
        try directory.write(String(repeating: "x", count: 300_000), to: "Large")
        #expect(throws: TimeZoneError.malformed(name: "zone.tab", reason: "it doesn't begin with TZif")) {
            _ = try TimeZoneRules(named: "zone.tab", directory: directory.path)
        }
        #expect(throws: TimeZoneError.malformed(name: "Large", reason: "it is larger than 262144 bytes")) {
            _ = try TimeZoneRules(named: "Large", directory: directory.path)
        }
    }

    @Test func aFIFOIsNotWaitedFor() async throws {
        let directory = TemporaryDirectory()
        let made = try await Shell.run(["mkfifo", directory("Pipe")])
        #expect(made.code == 0)
        #expect(throws: TimeZoneError.unknown(name: "Pipe", directory: directory.path)) {
            _ = try TimeZoneRules(named: "Pipe", directory: directory.path)
        }
    }
}
