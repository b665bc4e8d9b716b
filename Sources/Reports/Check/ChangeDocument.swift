import AccessCore

/// What a change means, in JSON.
package struct ChangeDocument: Encodable, Hashable, Sendable {
    let requests: [Request]
    let policies: Policies?
    /// What counts as approval.
    let evidence: [EvidenceKind]

    init(_ meaning: ChangeMeaning) {
        requests = meaning.requests.map(Request.init)
        policies = meaning.policies.map { Policies($0, owners: meaning.policyOwners) }
        evidence = meaning.evidence
    }

    struct Request: Encodable, Hashable, Sendable {
        let path: String
        let kind: String
        let from: RequestID?
        let user: UserName?
        let start: Timestamp?
        let end: Timestamp?
        let seconds: Int64?
        let gives: [Given]
        let takes: [Taken]
        let overlaps: [RequestID]
        let approval: Bool
        /// Whether something speaks against it, so that nothing of it would be granted.
        let isRefused: Bool
        let sha256: String?
        /// Who asks in the user's name.
        let askedBy: [PersonName]?

        private enum CodingKeys: String, CodingKey {
            case path, kind, from, user, start, end, seconds, gives, takes, overlaps, sha256
            case approval = "needs-approval"
            case isRefused = "refused"
            case askedBy = "asked-by"
        }

        init(_ meaning: RequestMeaning) {
            (path, user, sha256, approval) = (meaning.path, meaning.user, meaning.sha256, meaning.needsApproval)
            (kind, from) = Self.words(meaning.kind)
            (isRefused, askedBy) = (meaning.isRefused, meaning.askedBy)
            start = meaning.request?.start
            switch meaning.request?.end {
            case nil: (end, seconds) = (nil, nil)
            case .at(let time)?: (end, seconds) = (time, nil)
            case .after(let span)?: (end, seconds) = (meaning.request?.start?.advanced(by: span), span.components.seconds)
            }
            gives = meaning.gives.map(Given.init)
            takes = meaning.takes.map { Taken(entitlement: $0.entitlement, account: $0.account, group: $0.group) }
            overlaps = meaning.overlaps.map(\.request)
        }

        private static func words(_ kind: RequestMeaning.Kind) -> (String, RequestID?) {
            switch kind {
            case .new: ("new", nil)
            case .renamed(let from): ("renamed", from)
            case .mended: ("mended", nil)
            case .extended: ("extended", nil)
            case .shortened: ("shortened", nil)
            case .reworded: ("reworded", nil)
            case .deleted: ("deleted", nil)
            case .broken: ("broken", nil)
            }
        }
    }

    struct Taken: Encodable, Hashable, Sendable {
        let entitlement: EntitlementName
        let account: AccountName
        let group: GroupName
    }

    struct Given: Encodable, Hashable, Sendable {
        let entitlement: EntitlementName
        let account: AccountName
        let group: GroupName
        let eligible: String
        let rules: [Rule]
        /// Nil if the entitlement says nothing of how many.
        let seats: Seats?
        /// Seconds from the start of an emergency within which it has to be reviewed; nil if it is none.
        let review: Int64?

        private enum CodingKeys: String, CodingKey {
            case entitlement, account, group, eligible, rules, seats
            case review = "review-seconds"
        }

        init(_ given: GivenAccess) {
            seats = given.seats.map { Seats(limit: $0.limit, taken: $0.taken) }
            review = given.review?.components.seconds
            (entitlement, account, group) = (given.entitlement, given.account, given.group)
            eligible =
                switch given.eligibility {
                case .byName: "by-name"
                case .byTeam: "by-team"
                case .byDirectory: "by-directory"
                case .unknown: "unknown"
                case .no: "no"
                }
            rules =
                switch given.approval {
                case .automatic: []
                case .rules(let rules): rules.map { Rule(team: $0.team, count: $0.count, people: $0.able) }
                }
        }
    }

    /// How many may hold it at once, and how many others do by the snapshot; nil if there is none.
    struct Seats: Encodable, Hashable, Sendable {
        let limit: Int
        let taken: Int?
    }

    struct Rule: Encodable, Hashable, Sendable {
        let team: TeamName
        let count: Int
        let people: [PersonName]
    }

    struct Policies: Encodable, Hashable, Sendable {
        let owners: [TeamName]
        let entitlements: [Entitlement]
        let settings: [String]
        let people: [PersonName]
        let freezes: [String]

        init(_ meaning: PolicyMeaning, owners: [TeamName]) {
            self.owners = owners
            entitlements = meaning.entitlements.map(Entitlement.init)
            settings = meaning.settings.map(\.key)
            people = meaning.people.map(\.person)
            freezes = meaning.freezes.map(\.name)
        }
    }

    struct Entitlement: Encodable, Hashable, Sendable {
        let name: EntitlementName
        let kind: PolicyMeaning.EntitlementChange.Kind
        let items: [Item]

        init(_ change: PolicyMeaning.EntitlementChange) {
            (name, kind) = (change.name, change.kind)
            items = change.items.map { Item(effect: $0.effect, text: PolicyWords.line($0).text) }
        }
    }

    struct Item: Encodable, Hashable, Sendable {
        let effect: PolicyMeaning.Effect
        let text: String
    }
}
