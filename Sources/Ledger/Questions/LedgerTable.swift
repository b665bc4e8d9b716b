import AccessCore

/// Records as a table for spreadsheets: CSV (RFC 4180), one row for each subject of a record.
package enum LedgerTable {
    package static let columns = [
        "time", "account", "type", "user", "user-id", "entitlement", "group", "requests", "action", "until", "because", "evidence",
        "sentence",
        "run", "seq", "hash", "file",
    ]

    /// With a header and CRLF line ends.
    package static func csv(_ records: [FoundRecord]) -> String {
        var text = row(columns)
        for found in records { for cells in cells(of: found) { text += row(cells) } }
        return text
    }

    private static func cells(of found: FoundRecord) -> [[String]] {
        let entry = found.record.entry
        let subjects = entry.event.subjects
        return (subjects.isEmpty ? [RecordSubject()] : subjects).map { subject in
            [
                entry.time.description, entry.account?.text ?? "", entry.event.kind.rawValue, subject.user?.text ?? "",
                subject.userID?.text ?? "", subject.entitlement?.text ?? "", subject.group?.text ?? "",
                subject.requests.map(\.text).joined(separator: " "), subject.action?.rawValue ?? "", subject.until?.description ?? "",
                subject.because ?? "", subject.evidence.map(\.rawValue).joined(separator: " "), entry.sentence, entry.run.text,
                String(found.record.seq), found.line.hash.hex, found.path,
            ]
        }
    }

    static func row(_ cells: [String]) -> String { cells.map(cell).joined(separator: ",") + "\r\n" }

    /// One cell. What a spreadsheet would take for a formula gets an apostrophe first, so that it is shown, not run
    /// (OWASP, "CSV Injection": `=`, `+`, `-`, `@`, tab, carriage return; their full-width forms count too).
    static func cell(_ text: String) -> String {
        var text = text
        if let first = text.unicodeScalars.first, "=+-@\t\r\n＝＋－＠".unicodeScalars.contains(first) { text = "'" + text }
        guard text.utf8.contains(where: { "\",\r\n;\t".utf8.contains($0) }) else { return text }
        return "\"" + text.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
    }
}
