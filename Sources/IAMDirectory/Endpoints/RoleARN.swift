import Reconciliation

/// `arn:partition:iam::number:role/name` (IAM User Guide, "IAM identifiers").
struct RoleARN: Hashable, Sendable {
    let text: String
    let partition: Partition
    /// Twelve digits.
    let account: String

    init(_ text: String) throws(DirectoryFailure) {
        let parts = text.split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false)
        guard parts.count == 6, parts[0] == "arn", parts[2] == "iam", parts[3].isEmpty, parts[5].hasPrefix("role/"), parts[5].count > 5,
            parts[4].utf8.count == 12, parts[4].utf8.allSatisfy({ (48...57).contains($0) })
        else { throw DirectoryFailure(.invalid, "'\(text)' is not a role's ARN, arn:aws:iam::111111111111:role/Name") }
        guard let partition = Partition.named(parts[1]) else {
            throw DirectoryFailure(.invalid, "'\(text)' names the partition \(parts[1]), which is not supported")
        }
        (self.text, self.partition, account) = (text, partition, String(parts[4]))
    }
}
