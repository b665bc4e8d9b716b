import AccessCore
import Testing
import TimeZones

@testable import AccessRequests

struct RequestDecoderTests {
    private func decode(_ text: String, path: String = "requests/2026/11/a.yaml", zone: String = "Asia/Tokyo") throws -> Decoded<
        AccessRequest
    > {
        RequestDecoder(timezone: try TimeZoneRules(named: zone)).decode(SourceFile(path: path, bytes: Array(text.utf8)))
    }

    private func time(_ text: String) throws -> Timestamp { try #require(Timestamp(text)) }

    @Test func everyKey() throws {
        let decoded = try decode(
            """
            version: 1
            title: Deploy billing v2.3
            user: member01
            access: [prod-member-work, prod-read@jump]
            start: 2026-11-22 22:00
            end: 2026-11-23T02:00:00+09:00
            reason: yes
            ticket: 1234
            plan: |
              1. Deploy
              2. Look

            rollback: >
              Deploy
              again
            emergency: false
            """)
        #expect(decoded.diagnostics == [])
        let request = try #require(decoded.value)
        #expect(request.id == RequestID("2026/11/a"))
        #expect(request.title == "Deploy billing v2.3")
        #expect(request.user == UserName("member01"))
        #expect(request.access.map(\.description) == ["prod-member-work", "prod-read@jump"])
        #expect(request.start == (try time("2026-11-22T13:00:00Z")))
        #expect(request.end == .at(try time("2026-11-22T17:00:00Z")))
        #expect(request.reason == "yes")
        #expect(request.ticket == "1234")
        #expect(request.plan == "1. Deploy\n2. Look")
        #expect(request.rollback == "Deploy again")
        #expect(request.length == .seconds(4 * 3600))
        #expect(request.places.file == Place("requests/2026/11/a.yaml"))
        #expect(
            request.places.end
                == Place("requests/2026/11/a.yaml", line: 6, column: 6, endColumn: 31, excerpt: "end: 2026-11-23T02:00:00+09:00"))
        #expect(request.access[1].place.column == 28)
    }

    /// A message's instants in UTC are told by the zone's clocks, as `23 Nov 02:00 UTC`, which nobody may write into a file.
    @Test(arguments: [
        ("UTC", "tomorrow", "2026-11-23T02:00:00+00:00"), ("Europe/London", "tomorrow", "2026-11-23T02:00:00+00:00"),
        ("Europe/London", "2026-10-25 01:30", "2026-10-25T01:30:00+00:00"),
        ("Europe/London", "2026-03-29 01:30", "2026-03-29T00:30:00+00:00"), ("Asia/Tokyo", "tomorrow", "2026-11-23T02:00:00+09:00"),
    ])
    func timesThatAreToBeWrittenStandAsTheyAreWritten(zone: String, text: String, example: String) throws {
        let decoded = try decode("version: 1\nuser: a\naccess: [b]\nreason: c\nend: \(text)\n", zone: zone)
        let advice = try #require(decoded.diagnostics.first?.advice)
        #expect(advice.contains(example) && !advice.contains("00Z"), "\(advice)")
        #expect(Timestamp(example) != nil)
    }

    @Test(arguments: [
        ("90m", 5400), ("4h", 14_400), ("2d", 172_800), ("1h30m", 5400), ("1d1h1m", 90_060), ("PT4H", 14_400), ("PT1H30M", 5400),
        ("P1DT2H", 93_600), ("P2D", 172_800), ("PT90S", 90), ("3660d", 316_224_000),
    ])
    func durations(_ text: String, _ seconds: Int64) throws {
        let request = try #require(try decode(Base.with("duration: \(text)", in: Base.request)).value)
        #expect(request.end == .after(.seconds(seconds)))
        #expect(request.start == nil)
    }

    @Test(arguments: [
        "", "h", "4", "4H", "4 h", "4h4h", "1m1h", "P", "PT", "P4H", "PT4", "P1DT", "pt4h", "1.5h", "４h", "+4h", "P1W", "99999999999m",
    ])
    func notDurations(_ text: String) throws {
        let decoded = try decode(Base.with("duration: \"\(text)\"", in: Base.request))
        #expect(decoded.diagnostics.map(\.code) == ["DP1212"])
    }

    @Test func aliasesOfWordsAreTexts() throws {
        for word in ["yes", "no", "on", "off", "nil", "1e3", "0x10", "12:30:45", "2026-11-22"] {
            #expect(try decode(Base.with("reason: \(word)", in: Base.request)).value?.reason == word)
        }
    }

    @Test func allMistakesAtOnce() throws {
        let decoded = try decode(
            """
            version: 2
            user: "member 01"
            acess: [prod]
            start: today
            end: tomorrow 2am
            emergency: maybe
            title: &a x
            """)
        #expect(decoded.value == nil)
        #expect(
            decoded.diagnostics.map { "\($0.place?.line ?? 0):\($0.place?.column ?? 0) \($0.code)" } == [
                "1:1 DP1202", "1:10 DP1201", "2:7 DP1213", "3:1 DP1203", "4:8 DP1211", "5:6 DP1211", "6:12 DP1217", "7:8 DP1106",
            ])
    }

    /// The examples of how Daypass speaks.
    @Test func theModelsOfTheVoice() throws {
        let typo = try decode("version: 1\nuser: member01\nacess: [prod]\nduration: 4h\nreason: x\n", path: "requests/2026/11/typo.yaml")
        let unknown = try #require(typo.diagnostics.first { $0.code == "DP1203" })
        #expect(unknown.message == "unknown key 'acess' — did you mean 'access'?")
        #expect((unknown.place?.line, unknown.place?.column) == (3, 1))

        let deploy = try decode("version: 1\nuser: member01\naccess: [prod]\nend: tomorrow 2am\nreason: x\n")
        let time = try #require(deploy.diagnostics.first)
        #expect(time.message == "'tomorrow 2am' is not a time")
        #expect(time.code == "DP1211")
        #expect(time.advice == "Write it as 2026-11-23 02:00 (Asia/Tokyo) or 2026-11-23T02:00:00+09:00.")
        #expect(time.place == Place("requests/2026/11/a.yaml", line: 4, column: 6, endColumn: 18, excerpt: "end: tomorrow 2am"))
    }

    @Test func aWrongTypeAtTheTop() throws {
        #expect(try decode("- a\n").diagnostics.map(\.message) == ["'request' is a list where a mapping belongs"])
        let text = try decode("a\n").diagnostics
        #expect(text.map(\.message) == ["'request' is a text where a mapping belongs"])
        #expect(text.first?.advice?.hasPrefix("Write a key and its value on each line: 'version: 1', 'user: member01', ") == true)
    }

    @Test func windowsLineEndsAndAByteOrderMarkAreFine() throws {
        let text = "\u{FEFF}" + Base.request.split(separator: "\n").joined(separator: "\r\n") + "\r\n"
        #expect(try decode(text).diagnostics == [])
    }

    @Test(arguments: [
        ("requests/a.yaml", "a"), ("requests/2026/11/deploy-billing.yaml", "2026/11/deploy-billing"), ("requests/a.b_c.yaml", "a.b_c"),
    ])
    func ids(_ path: String, _ id: String) { #expect(RequestDecoder.id(ofPath: path) == RequestID(id)) }

    @Test(arguments: [
        "requests/a.yml", "requests/a.yaml.lead01.sig", "requests/a.review.yaml", "requests/a.yaml.lead01.approval", "requests/README.md",
        "requests/.gitkeep", "a.yaml", "policies/a.yaml", "requests/../a.yaml", "requests//a.yaml", "requests/.yaml", "requests/-a.yaml",
        "requests/é.yaml", "requests/a\u{0}.yaml", "requests/a b.yaml", "requests/\(String(repeating: "a", count: 513)).yaml", "requests",
        "",
    ])
    func notIDs(_ path: String) { #expect(RequestDecoder.id(ofPath: path) == nil) }

    @Test(arguments: ["requests/a.yaml.lead01.sig", "requests/a.review.yaml", "requests/2026/README.md", "requests/.gitkeep"])
    func companionsAreLeftAlone(_ path: String) { #expect(RequestPath(path).diagnostic(path: path) == nil) }
}
