import AccessCore
import Testing
import TimeZones

@testable import AccessRequests

struct MistakeTests {
    static let cases: [MistakeCase] =
        MistakeCase.requests + MistakeCase.entitlements + MistakeCase.people + MistakeCase.settings + MistakeCase.files
        + MistakeCase.secrets + MistakeCase.calendars + MistakeCase.calendarFiles

    /// The whole message, at the place that the sample marks, and nothing else.
    @Test(arguments: cases)
    func isToldInItsPlace(_ example: MistakeCase) throws {
        let found = example.diagnostics(timezone: try TimeZoneRules(named: "Europe/Berlin"))
        let told = found.filter { !example.others.contains($0.code) }
        #expect(told == [example.expected])
        #expect(Set(found.map(\.code)) == Set([example.code] + example.others))
    }

    /// Bytes, sizes and absences.
    @Test(arguments: RawCase.all)
    func isToldOfBytes(_ example: RawCase) {
        let found = example.diagnostics().filter { $0.code == example.code }
        #expect(found == [Diagnostic(.error, example.code, example.message, advice: example.advice, at: example.place)])
    }

    /// No mistake without a test, and none that the documentation doesn't list.
    @Test func theCatalogueIsWhole() {
        let told = Set(Self.cases.flatMap { [$0.code] + $0.others } + RawCase.all.map(\.code))
        let listed = MistakeCatalogue.entries.map(\.code)
        #expect(Set(listed).count == listed.count, "a code stands twice")
        #expect(Set(listed).subtracting(told).sorted() == [], "listed, but no test produces it")
        #expect(told.subtracting(listed).sorted() == [], "produced, but not listed")
    }

    @Test func theCatalogueSaysWhatToDo() {
        for entry in MistakeCatalogue.entries {
            #expect(!entry.message.hasSuffix("."), "\(entry.code)")
            if let advice = entry.advice { #expect(advice.hasSuffix("."), "\(entry.code)") }
            // A YAML tag is quoted with its exclamation marks.
            if entry.code != "DP1108" { #expect(!(entry.message + (entry.advice ?? "")).contains("!"), "\(entry.code)") }
            let tellsWhatToDo = entry.advice != nil || entry.message.contains("did you mean")
            #expect(tellsWhatToDo || entry.severity == .note, "\(entry.code)")
        }
    }
}
