/// What people do in a simulated world.
enum Act: String, CaseIterable, Sendable {
    // Requesters.
    case ask, delete, endEarly, extend, revert, rename, breakFile, mendFile, bringBack, changeUser
    // Operators.
    case loseEligibility, lowerLimit, changeDrift, changeStanding, changeBrake, dropEntitlement, moveEntitlement, dropAccount
    case breakPolicies, mendPolicies, mixStep, release, rewriteSource, trust
    // Hands in the cloud.
    case addByHand, removeByHand, editTag, removeTag, writeBusinessTag, deleteUser, recreateUser, leaveGroup
    // Outages.
    case ledgerOutage, accountOutage, loseCache
    // Hands on the ledger's branch.
    case deleteLedger, rollBackLedger, poisonLedger, restoreLedger
    // Of the parts of the format: requesters.
    case askAhead, askAlike, askEmergency, askReviewed, review, completeRequest, deleteAll, bringAllBack
    // Operators.
    case changeAhead, changeActive, changeRequirements, addFreeze, endFreeze, changeEmergency, changeRetention, retagAccount
    case changeTeams, changeOlderTags, emptyPolicies
    // Hands in the cloud.
    case writeOlderTag
    // Where people's word counts: approvers, owners of policies, and those who have no say.
    case sign, signPolicies, changeRules, changeEvidence, changeApprovers, changeKeys, changeOwners, sayAfterwards, takeBackPolicies
    case forgeOutage, forgeRecords

    /// What people do in plain worlds.
    static let plain = allCases.prefix { $0 != .askAhead }

    /// How likely a world has people who do it.
    var likelihood: Double {
        switch self {
        case .ask, .delete, .endEarly, .extend: 0.8
        case .release: 0.6
        case .deleteLedger, .rollBackLedger, .poisonLedger: 0.08
        case .rewriteSource: 0.1
        case .restoreLedger, .trust: 0.7
        case .ledgerOutage, .accountOutage: 0.4
        case .loseCache: 0.25
        default: 0.35
        }
    }
}
