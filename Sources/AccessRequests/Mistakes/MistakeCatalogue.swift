package import AccessCore
import YAML

/// Every kind of mistake that files can have, with an example of its words: what the documentation lists.
package struct MistakeCatalogue {
    package struct Entry: Hashable, Sendable {
        package var code: String
        package var severity: Diagnostic.Severity
        /// As it reads in one case.
        package var message: String
        package var advice: String?
    }

    /// In the order of the codes, each once.
    package static var entries: [Entry] {
        var entries: [Entry] = []
        entries += YAMLMistake.examples.map { entry($0, .files) }
        entries += FileMistake.examples.map { entry($0, .files) }
        for area in [Area.requests, .entitlements, .people, .settings, .calendar] {
            entries += ShapeMistake.examples.filter { $0.occurs(in: area) }.map { entry($0, area) }
        }
        entries += RequestMistake.examples.map { entry($0, .requests) }
        entries += RequestObjection.examples.map { Entry(code: $0.code, severity: $0.severity, message: $0.message, advice: $0.advice) }
        entries += EntitlementMistake.examples.map { entry($0, .entitlements) }
        entries += PeopleMistake.examples.map { entry($0, .people) }
        entries += SettingsMistake.examples.map { entry($0, .settings) }
        entries += CalendarMistake.examples.map { entry($0, .calendar) }
        return entries.sorted { $0.code < $1.code }
    }

    private static func entry(_ mistake: some Mistake, _ area: Area) -> Entry {
        Entry(code: area.code(mistake.number), severity: mistake.severity, message: mistake.message, advice: mistake.advice)
    }
}

extension YAMLMistake {
    fileprivate static var examples: [YAMLMistake] {
        let kinds: [Problem.Kind] = [
            .syntax("this quote is never closed"), .emptyDocument, .duplicateKey("user", first: Mark(line: 2, column: 1)), .keyNotScalar,
            .severalDocuments, .anchor("a"), .alias("a"), .tag("!!str"), .directive("%YAML"), .tab, .notUTF8(byte: 0xFF),
            .otherEncoding("UTF-16"), .byteOrderMark, .controlCharacter("\u{7}"), .lineBreak("\u{2028}"),
            .tooLarge(bytes: 70_000, limit: InputLimits.requestBytes), .tooDeep(limit: InputLimits.depth),
            .tooManyNodes(limit: InputLimits.nodes), .scalarTooLong(bytes: 70_000, limit: InputLimits.requestBytes),
        ]
        return kinds.map { YAMLMistake(Problem(kind: $0, range: SourceRange(start: .start, end: .start))) }
    }
}

extension FileMistake {
    fileprivate static let examples: [FileMistake] = [
        .moreMistakes, .ending(".yml"), .notRead, .unknownPolicyFile(meant: "people.yaml"), .nestedEntitlement, .notARequest, .badRequestID,
        .badEntitlementName, .missingSettings, .policiesTooLarge(bytes: 40_000_000), .tooManyEntitlements(1001),
    ]
}

extension ShapeMistake {
    fileprivate static let examples: [ShapeMistake] = [
        .version("2"), .missingKey("user", example: "member01"), .unknownKey("acess", meant: "access", known: ["access"]),
        .wrongType("access", found: .text, wanted: .list), .empty("reason"), .tooLong("title", count: 230, most: InputLimits.line),
        .character("title", "\u{202E}"), .secret("an AWS access key"), .notSupported("role", advice: "Remove the line."),
        .twice("prod-read", in: "access"),
        .notATime("tomorrow 2am", advice: "Write it as 2026-11-23 02:00 (Asia/Tokyo) or 2026-11-23T02:00:00+09:00."),
        .notADuration("4 hours"), .notAName("member 01", .user),
        .skippedTime(
            "2026-03-29 02:30", zone: "Europe/Berlin", before: "2026-03-29T01:30:00+01:00", after: "2026-03-29T03:30:00+02:00"),
        .repeatedTime(
            "2026-10-25 02:30", zone: "Europe/Berlin", first: "2026-10-25T02:30:00+02:00", second: "2026-10-25T02:30:00+01:00"),
        .tooMany("access", count: 21, most: InputLimits.access), .notAChoice("enforced", of: ["report", "enforce"], meant: "enforce"),
        .notANumber("two", range: "from 1 to 5000"), .conflict("end", "duration"),
        .noneOf(["end", "duration"], examples: ["end: 2026-11-23T02:00:00+09:00", "duration: 4h"]),
        .span("0h", tooLong: false),
        .unknown("jmp", what: "account", where: "settings.yaml", meant: "jump", known: ["jump"]),
        .backwards(end: "2026-11-22T21:00:00+09:00", start: "2026-11-22T22:00:00+09:00"),
        .notDoneYet("notify", what: "nobody is notified yet"),
    ]

    fileprivate func occurs(in area: Area) -> Bool {
        switch self {
        case .version, .missingKey, .unknownKey, .wrongType, .notADocument, .empty, .secret, .twice, .notAName, .tooMany: true
        case .tooLong, .character: area == .requests || area == .entitlements || area == .calendar
        case .notSupported: area == .entitlements
        case .notAChoice, .conflict, .noneOf, .span, .notADuration: area != .people
        case .notATime, .skippedTime, .repeatedTime, .backwards: area == .requests || area == .people || area == .calendar
        case .notANumber: area != .requests && area != .calendar
        case .unknown: area != .requests
        case .notDoneYet: area == .requests || area == .settings
        }
    }
}

extension RequestMistake {
    fileprivate static let examples: [RequestMistake] = [.coveredTwice("prod-read"), .tooLong]
}

extension RequestObjection {
    fileprivate static let examples: [RequestObjection] = [
        .unknownEntitlement(EntitlementName("prod-raed"), meant: "prod-read"),
        .unknownAccount(EntitlementName("prod-read"), AccountName("test"), accounts: [AccountName("jump")]),
        .tooLong(EntitlementName("prod-read"), .seconds(172_800), limit: .seconds(43_200)),
        .notEligible(UserName("membr01"), EntitlementName("prod-read"), AccountName("jump"), meant: "member01"),
        .tooFarAhead(EntitlementName("prod-read"), .seconds(1_728_000), limit: .seconds(1_209_600)),
        .ticketMissing(EntitlementName("prod-read"), pattern: "CHG-[0-9]+"),
        .ticketMismatch(EntitlementName("prod-read"), ticket: "billing", pattern: "CHG-[0-9]+"),
        .noEmergency(EntitlementName("prod-read")),
        .frozen(
            EntitlementName("prod-read"), AccountName("jump"),
            OpenFreeze(name: "year-end", reason: "Closing of the year", until: Timestamp(seconds: 1_799_017_200))),
        .planMissing(EntitlementName("prod-read")), .rollbackMissing(EntitlementName("prod-read")),
        .standing(UserName("breakglass-admin"), EntitlementName("prod-read")),
        .eligibilityUnknown(UserName("member01"), EntitlementName("prod-read"), AccountName("jump")),
        .tooManyGroups(AccountName("jump"), count: 11),
    ]
}

extension EntitlementMistake {
    fileprivate static let examples: [EntitlementMistake] = [
        .sameGroup("ProdReadOnlyGroup", as: "prod-read", account: "jump"),
        .tagKeysCollide("prodreadonlygroup", "ProdReadOnlyGroup", of: "prod-read", account: "jump"), .commaInGroup("Prod,Read"),
        .keyTooLong("Prod…", count: 140), .moreThanTeam("leads", count: 3, people: 2), .nobodyEligible, .noRules, .mfaOnMembership,
        .ownGroup("ProdReadOnlyGroup"), .standingAndEligible("member01"), .noAccountTagged, .leaseAsEligibility("ProdReadOnlyGroup"),
        .onlyTheAsker("lead01", team: "leads", count: 1, others: 0),
        .ticketPattern("CHG-[0-9", "the '[' at character 5 has no other half"),
        .signaturesNotTrusted,
    ]
}

extension PeopleMistake {
    fileprivate static let examples: [PeopleMistake] = [
        .sameUser("member01", of: "member01"), .sameForgeID("github", 1001, of: "member01"),
        .sameForgeLogin("github", "member-one", of: "member01"), .sameKey(of: "member01"), .cycle(["leads", "platform-leads"]),
        .keyType("ssh-dss"),
        .badKey("the key is too weak: it has 1024 bits, and at least 2048 are needed; make one with ssh-keygen -t ed25519"),
    ]
}

extension SettingsMistake {
    fileprivate static let examples: [SettingsMistake] = [
        .timezone("no time zone 'Asia/Tokio' in /usr/share/zoneinfo", meant: "Asia/Tokyo"),
        .otherAccountInRole(account: "111111111111", role: "222222222222"),
        .plainHTTP("http://iam.example.com"), .sameAccount("jump2", as: "jump", what: "id"), .mergeIsNotAlone,
        .tagFormat("YYYY-MM-DD"), .noOwners, .otherForge("github"), .forgeNotTrusted("github"), .appElsewhere("gitlab"),
    ]
}

extension CalendarMistake {
    fileprivate static let examples: [CalendarMistake] = [
        .timeWithoutWeekdays("from"), .tooLong, .notAClockTime("10pm"), .notACalendar, .line("DTSTART"), .notKept("RDATE"),
        .missing("DTSTART"), .badValue("tomorrow", of: "DTSTART"), .unpaired("BEGIN:VEVENT"),
        .timezone("no time zone 'Tokyo Standard Time' in the tz database"), .offItsRule, .notOpen,
    ]
}
