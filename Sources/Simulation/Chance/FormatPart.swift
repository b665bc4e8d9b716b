/// A part of what people can write that a world may have or lack: what requests, entitlements and settings say beyond the
/// plainest. A plain world has none of them.
enum FormatPart: CaseIterable, Sendable {
    /// `limits.ahead`.
    case ahead
    /// `limits.active`.
    case active
    /// `require.ticket`, `plan`, `rollback`.
    case requirements
    /// The calendar.
    case freezes
    /// `emergency` of entitlements, and reviews.
    case emergencies
    /// `expired: { files: remove }`.
    case retention
    /// `accounts: { tags: … }`.
    case accountTags
    /// `people.yaml`, with teams in teams.
    case teams
    /// `leases.also-read`.
    case olderTags
    /// Files of all requests, or all entitlements, that are gone at once.
    case vanishing

    /// What people do in a world that has it.
    var acts: [Act] {
        switch self {
        case .ahead: [.askAhead, .changeAhead]
        case .active: [.changeActive, .askAlike, .askAlike]
        case .requirements: [.changeRequirements, .completeRequest]
        case .freezes: [.addFreeze, .addFreeze, .endFreeze, .delete, .endEarly]
        case .emergencies: [.askEmergency, .changeEmergency, .review, .askReviewed]
        case .retention: [.changeRetention]
        case .accountTags: [.retagAccount]
        case .teams: [.changeTeams]
        case .olderTags: [.writeOlderTag, .changeOlderTags]
        case .vanishing: [.deleteAll, .bringAllBack, .emptyPolicies]
        }
    }
}

/// Which parts of the format a world has, and what its people make of them. Drawn apart from the rest, so that a plain
/// world of a seed is the same as it was before there were any.
struct FormatMix: Sendable {
    var parts: Set<FormatPart> = []
    var acts: [Act] = []
    /// The source branch takes no commit of ours.
    var isProtected = false

    /// - Parameter isPlain: nil to leave it to chance.
    init(_ chance: Chance, isPlain: Bool?) {
        var dice = chance.dice(.swarm, 2)
        let draw = dice.happens(0.2)
        if isPlain ?? draw { return }
        for part in FormatPart.allCases where dice.happens(0.45) {
            parts.insert(part)
            for act in part.acts where dice.happens(0.8) { acts += Array(repeating: act, count: dice.within(1...3)) }
        }
        // More is refused than in a plain world: more is asked for.
        if !parts.isEmpty { acts += Array(repeating: .ask, count: dice.within(2...10)) }
        isProtected = dice.happens(0.3)
    }

    func has(_ part: FormatPart) -> Bool { parts.contains(part) }

    var words: String {
        let names = FormatPart.allCases.filter(parts.contains).map { "\($0)" }.joined(separator: " ")
        return names.isEmpty ? "" : "; format: \(names)\(isProtected ? ", a protected branch" : "")"
    }
}
