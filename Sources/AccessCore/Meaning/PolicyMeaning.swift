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
        /// How far ahead may be asked.
        case ahead(from: Duration?, to: Duration?)
        /// How many may hold it at once.
        case active(from: Int?, to: Int?)
        /// What a request has to say: a ticket by a pattern, a plan, a way back.
        case requires(Requirements, before: Requirements)
        /// The way for emergencies.
        case emergency(from: EmergencyRules?, to: EmergencyRules?)
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

    /// Names of freeze windows, in order: while one is open nothing starts.
    package var freezes: [FreezeChange]

    /// A freeze window that comes, goes or is otherwise than before.
    package struct FreezeChange: Hashable, Sendable {
        package var name: String
        package var effect: Effect
    }

    package var isEmpty: Bool { entitlements.isEmpty && settings.isEmpty && people.isEmpty && freezes.isEmpty }

    package init(from old: PolicySet, to new: PolicySet) {
        let names = Set(old.entitlements.keys).union(new.entitlements.keys).sorted()
        entitlements = names.compactMap { name in
            EntitlementComparison(old.entitlements[name], old, new.entitlements[name], new).change(of: name)
        }
        settings = SettingsChange.between(old.settings, new.settings)
        people = PersonChange.between(old.people, new.people)
        freezes = FreezeChange.between(old.calendar, new.calendar)
    }
}

extension PolicyMeaning.FreezeChange {
    /// By name; several windows of one name are taken together.
    static func between(_ old: FreezeCalendar, _ new: FreezeCalendar) -> [Self] {
        let (were, are) = (Dictionary(grouping: old.windows, by: \.name), Dictionary(grouping: new.windows, by: \.name))
        return Set(were.keys).union(are.keys).sorted().compactMap { name in
            if were[name] == are[name] { return nil }
            return Self(name: name, effect: were[name] == nil ? .closes : are[name] == nil ? .opens : .changes)
        }
    }
}
