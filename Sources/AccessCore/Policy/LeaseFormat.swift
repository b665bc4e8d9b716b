/// How the end of a membership is written as a tag of the user.
package struct LeaseFormat: Hashable, Sendable, Codable {
    /// The tag's key is this and the group's name.
    package var prefix: String

    package init(prefix: String = "") { self.prefix = prefix }

    /// The tag key of a group. User tag keys are case-insensitive in IAM (IAM User Guide, "Rules for tagging").
    package func key(for group: GroupName) -> String { prefix + group.text }

    /// The tag value that says until when.
    package func value(until end: Timestamp) -> String { end.description }

    /// The end that a tag value states; nil if it isn't one.
    package func end(from value: String) -> Timestamp? { Timestamp(value) }
}
