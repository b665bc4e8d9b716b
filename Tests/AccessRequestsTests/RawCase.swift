import AccessCore
import TimeZones

@testable import AccessRequests

/// A mistake that no sample can show with marks: bytes that aren't text, sizes, files that aren't there.
struct RawCase: Sendable, CustomStringConvertible {
    var code: String
    var message: String
    var advice: String
    var place: Place
    var files: [SourceFile]

    var description: String { "\(code) \(message)" }

    private static func policies(_ path: String? = nil, _ text: String = "") -> [SourceFile] {
        Base.policies(path, text).map { SourceFile(path: $0, bytes: Array($1.utf8)) }
    }

    static let all: [RawCase] = [
        RawCase(
            code: "DP1111", message: "byte 0xFF is not UTF-8", advice: "Save the file as UTF-8.",
            place: Place("requests/a.yaml", line: 2, column: 8, endColumn: 9, excerpt: "title: \u{FFFD}"),
            files: [SourceFile(path: "requests/a.yaml", bytes: Array("version: 1\ntitle: ".utf8) + [0xFF])]),
        RawCase(
            code: "DP1112", message: "the file is UTF-16, not UTF-8", advice: "Save the file as UTF-8.",
            place: Place("requests/a.yaml", line: 1, column: 1, endColumn: 1, excerpt: "\u{FFFD}\u{FFFD}v\u{FFFD}"),
            files: [SourceFile(path: "requests/a.yaml", bytes: [0xFF, 0xFE, 0x76, 0])]),
        RawCase(
            code: "DP1119", message: "a text of 70000 bytes, more than 65536", advice: "Shorten it.",
            place: Place("policies/access/prod.yaml", line: 1, column: 14, endColumn: 70_014),
            files: policies(
                "policies/access/prod.yaml",
                Base.with("description: " + String(repeating: "d", count: 70_000), in: Base.entitlement))),
        RawCase(
            code: "DP1150", message: "more mistakes in this file than are told", advice: "Correct those that are told and check again.",
            place: Place("requests/a.yaml"),
            files: [
                SourceFile(
                    path: "requests/a.yaml", bytes: Array((Base.request + "\n" + (0...300).map { "k\($0): v\n" }.joined()).utf8))
            ]),
        RawCase(
            code: "DP1158", message: "there are no settings",
            advice: "Add policies/settings.yaml with version, repository, timezone, accounts and approval.",
            place: Place("policies/settings.yaml"), files: policies().filter { !$0.path.hasSuffix("settings.yaml") }),
        RawCase(
            code: "DP1160", message: "the policies have 33554433 bytes, more than 33554432", advice: "Shorten them.",
            place: Place("policies/"),
            files: [SourceFile(path: "policies/big.txt", bytes: Array(repeating: 32, count: 32 * 1024 * 1024 + 1))]),
        RawCase(
            code: "DP1161", message: "1001 entitlements, more than 1000", advice: "Remove some.", place: Place("policies/access"),
            files: policies() + (1...1000).map { SourceFile(path: "policies/access/e\($0).yaml", bytes: []) }),
        RawCase(
            code: "DP1416", message: "'people' has 5001 entries, more than 5000", advice: "Split it.",
            place: Place("policies/people.yaml", line: 2, column: 1, endColumn: 7, excerpt: "people:"),
            files: policies("policies/people.yaml", "version: 1\npeople:\n" + (0...5000).map { "  p\($0): {}\n" }.joined())),
    ]

    /// What is found in all the files together.
    func diagnostics() -> [Diagnostic] {
        let isRequest = files.allSatisfy { $0.path.hasPrefix("requests/") }
        guard isRequest else { return PolicyDecoder().decode(files, tree: TreeID("t")).diagnostics }
        return files.flatMap { RequestDecoder(timezone: .utc).decode($0).diagnostics }
    }
}
