import AccessCore
import Foundation
import Testing
import TimeZones

@testable import AccessRequests

/// The corpus of bad files: every one is read from where it stands, and told of at the place that it marks itself.
///
/// It is written from the cases that these tests have: `DAYPASS_REWRITE_BAD_FILES=1 scripts/test --filter BadFileTests`.
struct BadFileTests {
    /// What no file can hold: secrets, which a scanner would take for real ones, and lone carriage returns, which git and
    /// editors change.
    private static let cases = MistakeTests.cases.filter { example in
        example.code.wholeMatch(of: /DP1[2-6]08/) == nil && !example.files.values.contains { $0.unicodeScalars.contains("\r") }
    }

    private static let written: [BadFile] = {
        var numbers: [String: Int] = [:]
        return cases.map { example in
            numbers[example.code, default: 0] += 1
            return BadFile(example, number: numbers[example.code] ?? 0)
        }
    }()

    private static let names: [String] =
        ((try? FileManager.default.contentsOfDirectory(atPath: BadFile.folder)) ?? []).filter { $0.hasSuffix(".txt") }.sorted()

    @Test("each file's mistake is told where it marks it, in the words at its top", arguments: names)
    func isToldInItsPlace(_ name: String) throws {
        let example = try #require(try BadFile(name).example, "\(name) isn't written as it should be")
        #expect(name.hasPrefix(example.code + "-"))
        let found = example.diagnostics(timezone: try TimeZoneRules(named: "Europe/Berlin"))
        #expect(found.filter { !example.others.contains($0.code) } == [example.expected])
        #expect(Set(found.map(\.code)) == Set([example.code] + example.others))
    }

    @Test("there are at least 150, nearly all of which mark a place")
    func count() throws {
        let marked = try Self.names.filter { try BadFile($0).text.contains("«") }
        #expect(marked.count >= 150, "\(marked.count)")
        let whole = try Self.names.filter { try BadFile($0).text.contains("\n# whole: ") }
        #expect(marked.count + whole.count == Self.names.count)
    }

    @Test("they are the cases of these tests, no fewer and no others")
    func areTheCases() throws {
        if ProcessInfo.processInfo.environment["DAYPASS_REWRITE_BAD_FILES"] != nil {
            try? FileManager.default.removeItem(atPath: BadFile.folder)
            try FileManager.default.createDirectory(atPath: BadFile.folder, withIntermediateDirectories: true)
            for file in Self.written {
                try file.text.write(toFile: BadFile.folder + "/" + file.name, atomically: true, encoding: .utf8)
            }
            return
        }
        #expect(Self.names == Self.written.map(\.name).sorted())
        for file in Self.written { #expect(try BadFile(file.name).text == file.text, "\(file.name)") }
    }
}
