package import AccessCore

/// One content of a request's file, and what was judged of it.
package struct StoryContent: Hashable, Sendable {
    package enum Verdict: String, Hashable, Sendable, Codable {
        case accepted
        /// Only what it takes away counts: what it adds isn't approved (yet).
        case partial
        case pending, denied
    }

    package let path: String
    package let blob: BlobID
    package let user: UserName?
    package let verdict: Verdict
    /// When a run judged it first.
    package let first: Timestamp
    /// When what was judged of it changed last.
    package let last: Timestamp
    package let evidence: Evidence
    /// How it came onto the branch, as a forge tells; nil if none was asked.
    package let arrival: Arrival?
    /// How many parents the step's commit has; nil if it couldn't be read.
    package let parents: Int?
    /// Frozen when it was accepted; of a part, what is left of the window before; nil for what wasn't accepted.
    package let window: Window?
    /// What it gives, by account.
    package let gives: [Given]
    /// When an emergency must have been reviewed; nil if it is none, or wasn't accepted.
    package let reviewDue: Timestamp?
    /// What each entitlement asks of people, and who met it; empty if the policies or the content can't be read.
    package let approval: [EntitlementStanding]
    /// Words that were found and don't count, each once.
    package let setAside: [SetAside]
    /// Why not all of it is granted; nil where it is.
    package let refusal: Refused?

    package struct Given: Hashable, Sendable {
        package let account: AccountName
        package let entitlement: EntitlementName
        package let group: GroupName
    }

    /// Why it isn't granted.
    package struct Refused: Hashable, Sendable {
        package let code: String
        package let reason: String
        /// What to do; nil where the reason says it.
        package let advice: String?
        /// How often a forge was asked in vain.
        package let attempts: Int
        /// Before then no forge is asked again; nil if none need be.
        package let next: Timestamp?
    }
}
