/// `policies/settings.yaml`.
package struct Settings: Hashable, Sendable {
    /// Identity of the repository in signatures and in the ledger.
    package var repository: String
    /// An IANA name; local times are read and shown in it.
    package var timezone: String
    package var accounts: [AccountName: Account]
    /// What happens to members nobody approved, where an entitlement doesn't say.
    package var drift: DriftMode
    package var removals: RemovalLimits
    package var leases: LeaseFormat
    /// What proves an approval.
    package var evidence: [EvidenceKind]
    /// Teams each of which must approve changes under `policies/`, with one person at least.
    package var policyOwners: [TeamName]
    /// The forge whose reviews are asked for; nil if none is.
    package var forge: ForgeSettings?
    package var audit: AuditSettings
    /// How often a run is expected.
    package var cadence: Duration?
    /// How long after its end a request's file stays on the source branch; nil for ever.
    package var removesFilesAfter: Duration?

    package init(
        repository: String, timezone: String, accounts: [AccountName: Account], drift: DriftMode = .report,
        removals: RemovalLimits = RemovalLimits(), leases: LeaseFormat = LeaseFormat(), evidence: [EvidenceKind] = [.merge],
        policyOwners: [TeamName] = [], forge: ForgeSettings? = nil, audit: AuditSettings = AuditSettings(),
        cadence: Duration? = nil, removesFilesAfter: Duration? = nil
    ) {
        (self.repository, self.timezone, self.accounts, self.drift) = (repository, timezone, accounts, drift)
        (self.removals, self.leases, self.evidence) = (removals, leases, evidence)
        (self.policyOwners, self.audit, self.cadence) = (policyOwners, audit, cadence)
        (self.forge, self.removesFilesAfter) = (forge, removesFilesAfter)
    }
}

extension Settings {
    /// Who must approve a change of policies, as rules: somebody of each owning team.
    var ownerRules: [ApprovalRules.Rule] { policyOwners.map { ApprovalRules.Rule(from: $0, count: 1) } }
}

/// What is done about a membership that nobody approved.
package enum DriftMode: String, Hashable, Sendable, Codable {
    /// An alarm in every run.
    case report
    /// An alarm, and it is removed.
    case enforce
}

/// What can prove that a request was approved.
package enum EvidenceKind: String, Hashable, Sendable, Codable, CaseIterable {
    /// Being on the source branch (branch protection is trusted).
    case merge
    case signature
    case github
    case gitlab
    case gitea
    /// Nobody's word was needed: policies say so.
    case automatic

    /// What settings can trust.
    package static let trustable: [EvidenceKind] = [.merge, .signature, .github, .gitlab, .gitea]
}

/// Of removals that are not due, per account and run: how many may go without a person's word.
package struct RemovalLimits: Hashable, Sendable {
    package var most: Int
    /// Of the memberships within the fence, 0…1.
    package var fraction: Double

    package init(most: Int = 10, fraction: Double = 0.2) { (self.most, self.fraction) = (most, fraction) }

    /// Whether `count` removals among `memberships` are more than may go at once. A single one always goes.
    package func holds(_ count: Int, of memberships: Int) -> Bool {
        count > 1 && (count > most || Double(count) > fraction * Double(memberships))
    }
}

/// Where the ledger is kept and who it is written as.
package struct AuditSettings: Hashable, Sendable {
    package var branch: String
    package var committerName: String
    package var committerEmail: String

    package init(branch: String = "audit", committerName: String = "Daypass", committerEmail: String = "daypass@localhost") {
        (self.branch, self.committerName, self.committerEmail) = (branch, committerName, committerEmail)
    }
}
