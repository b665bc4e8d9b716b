/// A reader of bytes that anybody may have written.
///
/// Whatever the bytes are, it has to come back without a crash or endless work, and what it says must hold together:
/// that is what each target looks at. libFuzzer calls them with bytes of its own making (`make fuzz`), the tests with
/// the files of `Fuzz/corpus/`.
package enum FuzzTarget: String, CaseIterable, Sendable {
    /// Any file of people's, as a tree.
    case yaml
    /// A request: what anybody may propose.
    case request
    /// `settings.yaml`, `people.yaml` and an entitlement, after each other with a NUL between them.
    case policy
    /// An answer of a service.
    case xml
    /// A file of records of the audit branch.
    case records
    /// `state.json` of the audit branch.
    case snapshot
    /// A signature of OpenSSH's kind, a list of public keys, a private key's file.
    case sshsig
    /// A statement of an approval; a signature and a statement beside a request, one after the other.
    case approval
    /// What a forge answers about a pull request, call for call: the first byte says which forge.
    case reviews
    /// Freeze windows, as `calendar.yaml` and as a calendar file (`.ics`).
    case calendar
    /// A pattern of tickets and a ticket, with a NUL between them.
    case ticket
    /// A repository's packs: the first byte says whether a pack, an index or instructions for a pack follow.
    case packs

    /// Reads the bytes.
    ///
    /// - Throws: what doesn't hold together.
    package func run(_ bytes: [UInt8]) throws(Broken) {
        switch self {
        case .yaml: try fuzzYAML(bytes)
        case .request: try fuzzRequest(bytes)
        case .policy: try fuzzPolicy(bytes)
        case .xml: try fuzzXML(bytes)
        case .records: try fuzzRecords(bytes)
        case .snapshot: try fuzzSnapshot(bytes)
        case .sshsig: try fuzzSSHSignature(bytes)
        case .approval: try fuzzApproval(bytes)
        case .reviews: try fuzzReviews(bytes)
        case .calendar: try fuzzCalendar(bytes)
        case .ticket: try fuzzTicket(bytes)
        case .packs: try fuzzPacks(bytes)
        }
    }
}

/// What a reader said that can't be.
package struct Broken: Error, Hashable, Sendable, CustomStringConvertible {
    package var description: String

    package init(_ description: String) { self.description = description }
}

/// - Throws: the words, unless `holds`.
func require(_ holds: Bool, _ words: @autoclosure () -> String) throws(Broken) {
    guard holds else { throw Broken(words()) }
}

/// Whether a terminal shows a text as one line and nothing in it is taken for a command.
func isOneLine(_ text: String) -> Bool {
    !text.unicodeScalars.contains { $0.value < 0x20 || (0x7F...0x9F).contains($0.value) || $0.value == 0x2028 || $0.value == 0x2029 }
}
