import AccessCore
import Cryptography

/// A signature beside a request, or of policies, as it lies on the source branch: whose key made it, and of what. That nobody
/// makes one without the key is taken for granted: files are copied, never made up.
struct SignatureFile: Hashable {
    var key: String
    /// What the statement names.
    var repository: String
    var subject: String
    /// A blob's or a tree's name.
    var content: String
    var until: Timestamp?
    /// Tells signatures of the same thing apart.
    var number: Int

    /// What the file holds, as far as anybody looks: what is known of it tells the rest.
    var bytes: [UInt8] { Array("signature \(number)".utf8) }

    /// How policies are named: a request's is its path.
    static let policies = "policies"

    static func path(of request: RequestID) -> String { "requests/\(request).yaml" }

    static func path(ofReview request: RequestID) -> String { "requests/\(request).review.yaml" }

    /// Where signatures of a tree lie.
    static func place(of tree: TreeID) -> String { "approvals/policies/\(tree)" }

    /// The digest that approvers name a content by.
    static func sha256(of content: String) -> String { SHA256.hash(content).hex }
}
