/// The ledger's first record: what it is the ledger of.
package struct Genesis: Hashable, Sendable, Codable {
    /// The version of the ledger's format.
    package var version: Int
    package var repository: String
    /// The root of trust.
    package var root: CommitID
    package var branch: String
    /// Public keys that may sign the ledger's commits; empty while nothing is signed.
    package var keys: [String]

    package init(version: Int = 1, repository: String, root: CommitID, branch: String, keys: [String] = []) {
        (self.version, self.repository, self.root, self.branch, self.keys) = (version, repository, root, branch, keys)
    }
}

/// Policies that came into force, with all that a removal needs to know of them.
package struct AcceptedPolicy: Hashable, Sendable, Codable {
    package var tree: TreeID
    package var timezone: String
    package var leases: LeaseFormat
    package var accounts: [Account]
    /// The fence: only these groups are ever touched.
    package var fence: [FencedGroup]
    package var evidence: [EvidenceKind]
    /// The step of the source branch that they came with; nil for those of the root of trust, and in records of old.
    package var commit: CommitID?
    /// Who approved them; nil where the merge alone counted, or being there at the root of trust.
    package var proof: ApprovalProof?

    package struct FencedGroup: Hashable, Sendable, Codable {
        package var account: AccountName
        package var group: GroupName
        package var entitlement: EntitlementName
        package var drift: DriftMode
        package var standing: [UserName]

        package init(account: AccountName, group: GroupName, entitlement: EntitlementName, drift: DriftMode, standing: [UserName]) {
            (self.account, self.group, self.entitlement) = (account, group, entitlement)
            (self.drift, self.standing) = (drift, standing)
        }
    }

    package init(
        tree: TreeID, timezone: String, leases: LeaseFormat, accounts: [Account], fence: [FencedGroup], evidence: [EvidenceKind],
        commit: CommitID? = nil, proof: ApprovalProof? = nil
    ) {
        (self.tree, self.timezone, self.leases) = (tree, timezone, leases)
        (self.commit, self.proof) = (commit, proof)
        (self.accounts, self.fence, self.evidence) = (accounts, fence, evidence)
    }
}

extension AcceptedPolicy {
    /// What is kept of a policy set.
    ///
    /// - Parameters:
    ///   - commit: the step that it came with, where that matters.
    ///   - proof: who approved it.
    package init(_ policies: PolicySet, with commit: CommitID? = nil, provenBy proof: ApprovalProof? = nil) {
        let fence = policies.entitlements.values.flatMap { entitlement in
            entitlement.accounts.map { account in
                FencedGroup(
                    account: account, group: entitlement.group, entitlement: entitlement.name,
                    drift: entitlement.drift ?? policies.settings.drift, standing: entitlement.standing.sorted()
                )
            }
        }
        self.init(
            tree: policies.tree, timezone: policies.settings.timezone, leases: policies.settings.leases,
            accounts: policies.settings.accounts.values.sorted { $0.name < $1.name },
            fence: fence.sorted { ($0.account, $0.group) < ($1.account, $1.group) },
            evidence: policies.settings.evidence, commit: commit, proof: proof
        )
    }
}

/// A change of policies that isn't in force.
package struct PolicyRefusal: Hashable, Sendable, Codable {
    package var tree: TreeID
    package var commit: CommitID
    package var reason: String
    /// What was found about the steps that led to it, so that nobody is asked the same again; nil for nothing.
    package var found: [Step]?

    package struct Step: Hashable, Sendable, Codable {
        package var after: CommitID
        package var found: FoundEvidence

        package init(after: CommitID, found: FoundEvidence) { (self.after, self.found) = (after, found) }
    }

    package init(tree: TreeID, commit: CommitID, reason: String, found: [Step]? = nil) {
        (self.tree, self.commit, self.reason, self.found) = (tree, commit, reason, found)
    }
}

extension RecordedState {
    /// Whether what is on record about refused steps of policies says the same, whenever that was looked for.
    package func saysTheSame(of steps: [CommitID: FoundEvidence]) -> Bool {
        steps.count == policyFindings.count && steps.allSatisfy { policyFindings[$0.key]?.saysTheSame(as: $0.value) ?? false }
    }
}

/// Removals that wait for a person's word, as a set: its hash is what is released.
package struct Holding: Hashable, Sendable, Codable {
    package var hash: String
    package var removals: [Action]
    /// Requests that would end, where the files of all of them are gone at once; nil where it is about removals.
    package var requests: [RequestID]?

    package init(hash: String, removals: [Action], requests: [RequestID]? = nil) {
        (self.hash, self.removals, self.requests) = (hash, removals, requests)
    }

    /// Nothing waits any more.
    var isOver: Bool { removals.isEmpty && requests == nil }
}

/// A person let held removals go.
package struct Release: Hashable, Sendable, Codable {
    package var hash: String
    /// Who said so, as far as the machine knows.
    package var by: String

    package init(hash: String, by: String) { (self.hash, self.by) = (hash, by) }
}

/// Something found in a directory that nobody asked for.
package struct Sighting: Hashable, Sendable, Codable {
    package var user: UserName
    package var userID: UserID
    package var group: GroupName
    package var entitlement: EntitlementName?
    /// The value under the lease's tag key, if there is one.
    package var tag: String?

    package init(user: UserName, userID: UserID, group: GroupName, entitlement: EntitlementName?, tag: String?) {
        (self.user, self.userID, self.group, self.entitlement, self.tag) = (user, userID, group, entitlement, tag)
    }

    private enum CodingKeys: String, CodingKey {
        case user, group, entitlement, tag
        case userID = "user-id"
    }
}

/// A person accepted a source history that doesn't continue the one judged before.
package struct Trust: Hashable, Sendable, Codable {
    package var tip: CommitID
    package var before: CommitID?
    package var by: String

    package init(tip: CommitID, before: CommitID?, by: String) { (self.tip, self.before, self.by) = (tip, before, by) }
}

/// Everything up to a commit of the ledger was read and added up again: where a later verification may begin.
package struct Checkpoint: Hashable, Sendable, Codable {
    package enum Purpose: String, Hashable, Sendable, Codable {
        /// All of it was as it must be, the snapshot too.
        case verified
        /// The records were; the snapshot wasn't, and was made anew from them with this record.
        case rebuilt
    }

    package var purpose: Purpose
    /// The commit before this record's.
    package var commit: CommitID
    /// The ledger's head at that commit, 64 hexadecimal digits.
    package var head: String
    /// The commit that was taken as it is: only what came after it was read. Nil: all of it was.
    package var since: CommitID?
    /// Records and commits that were read, up to there.
    package var records: Int
    package var commits: Int
    /// Who asked for it, as far as the machine knows.
    package var by: String

    package init(
        _ purpose: Purpose, commit: CommitID, head: String, since: CommitID? = nil, records: Int, commits: Int, by: String
    ) {
        (self.purpose, self.commit, self.head, self.since) = (purpose, commit, head, since)
        (self.records, self.commits, self.by) = (records, commits, by)
    }
}
