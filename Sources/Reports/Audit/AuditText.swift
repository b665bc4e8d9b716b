package import AccessCore

/// `daypass audit show`: records in words, by time.
package struct AuditText: Sendable {
    let time: TimeFormat
    let palette: Palette

    package init(time: TimeFormat, palette: Palette = .plain) { (self.time, self.palette) = (time, palette) }

    /// The whole text; ends with a line break.
    package func render(_ entries: [LedgerEntry]) -> String {
        guard !entries.isEmpty else { return "Nothing is on record about that.\n" }
        var table = Table()
        table.rows = entries.map { entry in
            let account: Line = entry.account.map { "\($0)" } ?? "-"
            return Table.Row(entry.event.sign, ["\(time.short(entry.time))", account, "\(entry.event.kind.rawValue)", "\(entry.sentence)"])
        }
        let zone: Line = "Times at the left are local (\(time.full(time.now)) now), those in sentences UTC."
        return table.lines(indent: "", palette).joined(separator: "\n") + "\n\n\(entries.count.of("record").text). \(zone.text)\n"
    }
}

extension LedgerEvent {
    /// What a record is about, at a glance.
    var sign: Sign? {
        switch self {
        case .granted: .grant
        case .extended, .shortened, .mended: .change
        case .revoked: .removal
        case .drift, .malformedLease, .inferred: .drift
        case .denied, .failed, .held, .policyRefused: .held
        case .recovered(let recovery) where recovery.finding == .done: recovery.action.action == .revoke ? .removal : .grant
        default: nil
        }
    }
}
