/// How the end of a membership is written as a tag of the user.
package struct LeaseFormat: Hashable, Sendable {
    /// The tag's key is this and the group's name.
    package var prefix: String
    /// What other values are read as ends; none is ever written.
    package var older: OlderTags?

    /// Tags of an older tool, and the clocks that it wrote them by.
    package struct OlderTags: Hashable, Sendable {
        /// At least one.
        package var formats: [TagTimeFormat]
        package var zone: ZoneOffsets

        package init(formats: [TagTimeFormat], zone: ZoneOffsets) { (self.formats, self.zone) = (formats, zone) }

        /// The end that a value states, nil if none within the years that the zone is known for. Where it may be read in
        /// several ways, or a clock change repeats or skips it, the earliest counts: no access comes of a doubt.
        func end(from value: String) -> Timestamp? {
            let ends = formats.compactMap { format in
                format.local(value).map { zone.instants($0).lowerBound }
            }
            return ends.filter { $0 >= ZoneOffsets.first && $0 < ZoneOffsets.last }.min()
        }
    }

    package init(prefix: String = "", older: OlderTags? = nil) { (self.prefix, self.older) = (prefix, older) }

    /// The tag key of a group. User tag keys are case-insensitive in IAM (IAM User Guide, "Rules for tagging").
    package func key(for group: GroupName) -> String { prefix + group.text }

    /// The tag value that says until when.
    package func value(until end: Timestamp) -> String { end.description }

    /// The end that a tag value states; nil if it isn't one.
    package func end(from value: String) -> Timestamp? { Timestamp(value) ?? older?.end(from: value) }
}

extension LeaseFormat: Codable {
    private enum Key: String, CodingKey {
        case prefix, zone
        case alsoRead = "also-read"
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Key.self)
        prefix = try container.decode(String.self, forKey: .prefix)
        guard let formats = try container.decodeIfPresent([TagTimeFormat].self, forKey: .alsoRead) else { return }
        older = OlderTags(formats: formats, zone: try container.decode(ZoneOffsets.self, forKey: .zone))
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(prefix, forKey: .prefix)
        guard let older else { return }
        try container.encode(older.formats, forKey: .alsoRead)
        try container.encode(older.zone, forKey: .zone)
    }
}
