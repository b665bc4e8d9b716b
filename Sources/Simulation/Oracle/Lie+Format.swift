import AccessCore
import Reconciliation

/// Lies about what requests and policies can say beyond the plainest.
extension Lie {
    /// Whether policies are read wrongly.
    var isAboutPolicies: Bool {
        switch self {
        case .seatsUncounted, .aheadUnlimited, .requirementsIgnored, .freezesIgnored, .emergenciesUncapped, .emergenciesEverywhere,
            .teamsMixedUp, .hastyRetention, .olderTagsUnread:
            true
        default: false
        }
    }

    /// The policies in force, and those that requests came under, without what a lie leaves out.
    func misread(_ reading: SourceReading) -> SourceReading {
        var altered = reading.withPolicies(misread)
        if case .policyAccepted? = reading.policyChange, let policies = altered.policies {
            altered.policyChange = .policyAccepted(AcceptedPolicy(policies))
        }
        return altered
    }

    private func misread(_ policies: PolicySet) -> PolicySet {
        var policies = policies
        for name in policies.entitlements.keys { policies.entitlements[name] = policies.entitlements[name].map(misread) }
        switch self {
        case .freezesIgnored: policies.calendar = FreezeCalendar()
        case .teamsMixedUp:
            for team in policies.people.teams.keys { policies.people.teams[team] = Set(policies.people.people.keys) }
        case .hastyRetention: if policies.settings.removesFilesAfter != nil { policies.settings.removesFilesAfter = .seconds(1) }
        case .olderTagsUnread: policies.settings.leases.older = nil
        default: break
        }
        return policies
    }

    private func misread(_ entitlement: Entitlement) -> Entitlement {
        var entitlement = entitlement
        switch self {
        case .seatsUncounted: entitlement.limits.active = nil
        case .aheadUnlimited: entitlement.limits.ahead = nil
        case .requirementsIgnored: entitlement.requirements = Requirements()
        case .emergenciesUncapped: entitlement.emergency?.duration = .seconds(30 * 86_400)
        case .emergenciesEverywhere:
            if entitlement.emergency == nil {
                entitlement.emergency = EmergencyRules(approval: .automatic, duration: .seconds(3 * 3600), review: .seconds(3600))
            }
        default: break
        }
        return entitlement
    }

    /// Every emergency on record was found justified.
    func reviewed(_ reading: SourceReading, _ recorded: RecordedState) -> SourceReading {
        var altered = reading
        for emergency in recorded.emergencies.values where emergency.review == nil {
            let origin = Origin(before: reading.tip, after: reading.tip, policies: nil, mixed: false)
            altered.submission.reviews.append(
                SubmittedReview(
                    request: emergency.request.id, path: "requests/\(emergency.request.id).review.yaml",
                    blob: BlobID(String(repeating: "e", count: 40)), verdict: .justified, origin: origin))
        }
        return altered
    }

    /// One file is there, though it says nothing.
    func brokenFile(in reading: SourceReading) -> SourceReading {
        var altered = reading
        let version = RequestVersion(id: RequestID("stray"), path: "requests/stray.yaml", blob: BlobID(String(repeating: "d", count: 40)))
        altered.submission.requests = [SubmittedRequest(version: version, content: .broken, origin: nil)]
        return altered
    }

    func altered(_ report: RunReport) -> RunReport {
        var altered = report
        if self == .silentReviews { altered.diagnostics.removeAll { $0.code == "DP2024" } }
        if self == .silentRefusals { altered.diagnostics.removeAll { $0.code == "DP5006" } }
        return altered
    }

    func altered(_ files: [RequestVersion], at commit: Source.Commit) -> [RequestVersion] {
        let other = commit.files.sorted { $0.key < $1.key }.last { file in !files.contains { $0.id == file.key } }
        guard self == .greedyRetention, let (id, file) = other else { return files }
        return files + [RequestVersion(id: id, path: "requests/\(id).yaml", blob: file.blob)]
    }

    /// While a freeze window is open, what is on record stands, whatever became of its file.
    func unended(_ reading: SourceReading, _ recorded: RecordedState, at now: Timestamp) -> SourceReading {
        guard let calendar = reading.policies?.calendar, !calendar.windows.allSatisfy({ $0.hours.opening(at: now) == nil }) else {
            return reading
        }
        var altered = reading
        altered.submission.requests.removeAll { recorded.requests[$0.version.id] != nil }
        for request in recorded.requests.values.sorted(by: { $0.version.id < $1.version.id }) {
            altered.submission.requests.append(SubmittedRequest(version: request.version, content: .known, origin: nil))
            altered.submission.deleted.remove(request.version.id)
        }
        return altered
    }

    /// Whether a removal is held by a freeze window.
    func holds(_ change: DirectoryChange, in cloud: Cloud, _ process: Process) -> Bool {
        guard self == .frozenRemovals, case .removeMember = change, let source = process.seen.source,
            let policies = process.world.source.commits[source.commit].policies.set
        else { return false }
        return policies.entitlements.values.contains { entitlement in
            entitlement.group == change.group && policies.calendar.freeze(of: entitlement.name, in: cloud.name, at: process.now) != nil
        }
    }
}

extension SourceReading {
    /// With the policies in force, and those that requests came under, changed in the same way.
    func withPolicies(_ change: (PolicySet) -> PolicySet) -> SourceReading {
        var altered = self
        altered.policies = policies.map(change)
        for place in altered.submission.requests.indices {
            let policies = altered.submission.requests[place].origin?.policies.map(change)
            altered.submission.requests[place].origin?.policies = policies
        }
        return altered
    }
}
