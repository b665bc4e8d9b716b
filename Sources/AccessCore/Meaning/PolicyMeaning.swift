/// What a change of policies comes to: who gains and who loses what.
package struct PolicyMeaning: Hashable, Sendable {
    /// What becomes of something: whether it opens access, closes it, or only says something else.
    package enum Effect: String, Hashable, Sendable, Codable {
        /// More people get in, for longer, or with fewer words.
        case opens
        case closes
        case changes
    }

    /// One thing that is otherwise than before, in the order of the file.
    package struct Item: Hashable, Sendable {
        package var effect: Effect
        package var what: What

        package init(_ effect: Effect, _ what: What) { (self.effect, self.what) = (effect, what) }
    }

    /// What can change of an entitlement.
    package enum What: Hashable, Sendable {
        case givenIn([AccountName])
        case notGivenIn([AccountName])
        case group(from: GroupName, to: GroupName)
        /// May ask now: users that policies name or know as people of a team.
        case mayAsk([UserName])
        case mayNotAsk([UserName])
        /// Whoever is in one of these groups, or has all of these tags.
        case conditions(from: Eligibility, to: Eligibility)
        case approval(from: ApprovalRules, to: ApprovalRules)
        /// People who can approve now, under rules that stay as they are.
        case mayApprove([PersonName], TeamName)
        case mayNotApprove([PersonName], TeamName)
        case longest(from: Duration?, to: Duration?)
        case drift(from: DriftMode, to: DriftMode)
        /// Members who are never granted and never removed.
        case standing([UserName])
        case notStanding([UserName])
        case described
        /// Something that has no words of its own.
        case otherwise
    }

    /// One entitlement.
    package struct EntitlementChange: Hashable, Sendable {
        package enum Kind: String, Hashable, Sendable, Codable { case added, removed, changed }
        package var name: EntitlementName
        package var kind: Kind
        package var items: [Item]
    }

    /// By name.
    package var entitlements: [EntitlementChange]
    package var settings: [SettingsChange]
    package var people: [PersonChange]

    package var isEmpty: Bool { entitlements.isEmpty && settings.isEmpty && people.isEmpty }

    package init(from old: PolicySet, to new: PolicySet) {
        let names = Set(old.entitlements.keys).union(new.entitlements.keys).sorted()
        entitlements = names.compactMap { name in
            EntitlementComparison(old.entitlements[name], old, new.entitlements[name], new).change(of: name)
        }
        settings = SettingsChange.between(old.settings, new.settings)
        people = PersonChange.between(old.people, new.people)
    }
}
