/// Why the rules of a time zone can't be had.
package enum TimeZoneError: Error, Hashable, Sendable {
    /// Not what a zone's name looks like, `Area/City`.
    case badName(String)
    /// The machine has no time zone database there.
    case noDatabase(directory: String)
    /// The database has no such zone.
    case unknown(name: String, directory: String)
    /// The zone's file is there but can't be read; `reason` in the system's words.
    case unreadable(name: String, reason: String)
    /// The zone's file is not what RFC 8536 describes.
    case malformed(name: String, reason: String)
    /// The zone counts leap seconds (those under `right/`), which no timestamp of ours does.
    case leapSeconds(name: String)
}

extension TimeZoneError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .badName(let name): "'\(name)' is not a time zone's name; write one like Asia/Tokyo or UTC"
        case .noDatabase(let directory): "no time zone database in \(directory); install the package tzdata"
        case .unknown(let name, let directory):
            "no time zone '\(name)' in \(directory); write one like Asia/Tokyo or UTC, with its capitals"
        case .unreadable(let name, let reason): "the rules of the time zone '\(name)' can't be read: \(reason)"
        case .malformed(let name, let reason):
            "the rules of the time zone '\(name)' are broken (\(reason)); install the package tzdata again"
        case .leapSeconds(let name): "the time zone '\(name)' counts leap seconds; use the one without 'right/'"
        }
    }
}
