package import AccessCore
package import Reconciliation

/// The message of a ledger commit: what is in it in a line, and trailers for machines.
package struct CommitMessage: Hashable {
    /// The run that the last record is of.
    var run: RunID
    var phase: LedgerPhase
    /// The ledger's head with this commit: `Snapshot.head`.
    var head: RecordHash

    package init(run: RunID, phase: LedgerPhase, head: RecordHash) { (self.run, self.phase, self.head) = (run, phase, head) }

    package func text(for entries: [LedgerEntry]) -> String {
        """
        \(Self.subject(entries))

        \(Trailer.run): \(Self.oneLine(run.text))
        \(Trailer.phase): \(phase.rawValue)
        \(Trailer.head): \(head)

        """
    }

    enum Trailer {
        static let run = "Daypass-Run"
        static let phase = "Daypass-Phase"
        static let head = "Daypass-Head"
    }

    /// The value of a trailer: in the last paragraph, and there only once.
    static func trailer(_ name: String, in message: String) -> String? {
        let lines = message.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        let end = lines.lastIndex { !$0.isEmpty }.map { $0 + 1 } ?? 0
        let start = lines[..<end].lastIndex { $0.isEmpty }.map { $0 + 1 } ?? 0
        let key = name + ": "
        let values = lines[start..<end].filter { $0.starts(with: key.utf8) }.map { $0.dropFirst(key.utf8.count) }
        return values.count == 1 ? String(Substring(values[0])) : nil
    }

    /// A text of ours as it stands in a trailer: nothing in it can begin another line.
    static func oneLine(_ text: String) -> String {
        String(String.UnicodeScalarView(text.unicodeScalars.map { $0.value < 0x20 || $0.value == 0x7F ? "?" : $0 }))
    }

    /// `jump: 2 accepted, 1 intent`, or how many records if that would be long.
    private static func subject(_ entries: [LedgerEntry]) -> String {
        let counts = LedgerEvent.Kind.allCases.compactMap { kind in
            let count = entries.count { $0.event.kind == kind }
            return count == 0 ? nil : "\(count) \(kind.rawValue)"
        }
        let accounts = Set(entries.compactMap { $0.account?.text }).sorted()
        let subject = (accounts.isEmpty ? "" : accounts.joined(separator: ", ") + ": ") + counts.joined(separator: ", ")
        return subject.utf8.count <= 72 ? subject : "\(entries.count) records of \(max(accounts.count, 1)) accounts"
    }
}
