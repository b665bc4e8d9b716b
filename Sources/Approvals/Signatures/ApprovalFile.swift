package import AccessCore

/// A file of an approval, as it stands in the repository.
package struct ApprovalFile: Hashable, Sendable {
    /// From the repository's top.
    package var path: String
    package var bytes: [UInt8]
    /// When this content was first seen where it counts: by a run, or by the forge when it was merged. By this time it is judged
    /// whether a key signs; dates within commits are the committer's to choose.
    package var seen: Timestamp

    package init(path: String, bytes: [UInt8], seen: Timestamp) { (self.path, self.bytes, self.seen) = (path, bytes, seen) }
}
