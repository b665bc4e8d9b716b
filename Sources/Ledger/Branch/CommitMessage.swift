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
        let key = name + ": "
        var message = message
        return message.withUTF8 { bytes in
            let newline = UInt8(ascii: "\n")
            var end = bytes.count
            while end > 0, bytes[end - 1] == newline { end -= 1 }
            // Behind the last empty line.
            var start = end
            while start > 0, bytes[start - 1] != newline || (start > 1 && bytes[start - 2] != newline) { start -= 1 }
            var value: Slice<UnsafeBufferPointer<UInt8>>?
            while start < end {
                let line = bytes[start..<(bytes[start..<end].firstIndex(of: newline) ?? end)]
                start = line.endIndex + 1
                guard line.starts(with: key.utf8) else { continue }
                guard value == nil else { return nil }
                value = line.dropFirst(key.utf8.count)
            }
            return value.map { String(decoding: $0, as: UTF8.self) }
        }
    }

    /// A text of ours as it stands in a trailer: nothing in it can begin another line.
    static func oneLine(_ text: String) -> String {
        guard text.utf8.contains(where: { $0 < 0x20 || $0 == 0x7F }) else { return text }
        return String(String.UnicodeScalarView(text.unicodeScalars.map { $0.value < 0x20 || $0.value == 0x7F ? "?" : $0 }))
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
