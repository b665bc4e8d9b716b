/// A request's file on both sides of a change.
package struct ProposedRequest: Hashable, Sendable {
    /// What the file is on one side.
    package enum Side: Hashable, Sendable {
        case absent
        /// It has mistakes; they have been said.
        case broken
        case request(AccessRequest)
    }

    package var id: RequestID
    /// From the repository's top.
    package var path: String
    package var before: Side
    package var after: Side
    /// Names of both contents, equal exactly if their bytes are; nil where there is none.
    package var blobs: (before: BlobID?, after: BlobID?) { (blobBefore, blobAfter) }
    private var blobBefore: BlobID?
    private var blobAfter: BlobID?
    /// SHA-256 of the new content in 64 lower-case hexadecimal digits; nil if the file is deleted.
    package var sha256: String?
    /// Mail addresses of those who wrote the new content, as far as commits tell.
    package var writers: [String]

    package init(
        id: RequestID, path: String, before: Side, after: Side, blobs: (before: BlobID?, after: BlobID?) = (nil, nil),
        sha256: String? = nil, writers: [String] = []
    ) {
        self.writers = writers
        (self.id, self.path, self.before, self.after) = (id, path, before, after)
        (blobBefore, blobAfter, self.sha256) = (blobs.before, blobs.after, sha256)
    }
}

extension ProposedRequest.Side {
    package var request: AccessRequest? { if case .request(let request) = self { request } else { nil } }
}

extension AccessRequest {
    /// Whether two files ask for the same: user, entitlements and window, whatever else they say.
    func asksTheSame(as other: AccessRequest) -> Bool {
        user == other.user && references == other.references && start == other.start && end == other.end
    }

    /// What it asks for, whatever the order and the places.
    var references: Set<String> { Set(access.map(\.description)) }
}
