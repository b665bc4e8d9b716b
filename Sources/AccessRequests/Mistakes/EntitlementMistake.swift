import AccessCore

/// What can be wrong with an entitlement beyond its shape, alone and beside others.
enum EntitlementMistake: Mistake {
    case sameGroup(String, as: String, account: String)
    case tagKeysCollide(String, String, of: String, account: String)
    case commaInGroup(String)
    case keyTooLong(String, count: Int)
    case moreThanTeam(String, count: Int64, people: Int)
    case nobodyEligible
    case noRules
    case mfaOnMembership
    case ownGroup(String)
    case standingAndEligible(String)
    case noAccountTagged
    case leaseAsEligibility(String)
    case onlyTheAsker(String, team: String, count: Int, others: Int)
    case ticketPattern(String, String)
    case signaturesNotTrusted

    var number: Int {
        switch self {
        case .sameGroup: 30
        case .tagKeysCollide: 31
        case .commaInGroup: 32
        case .keyTooLong: 33
        case .moreThanTeam: 34
        case .nobodyEligible: 35
        case .noRules: 36
        case .mfaOnMembership: 37
        case .ownGroup: 38
        case .standingAndEligible: 39
        case .noAccountTagged: 40
        case .leaseAsEligibility: 41
        case .onlyTheAsker: 50
        case .ticketPattern: 42
        case .signaturesNotTrusted: 43
        }
    }

    var severity: Diagnostic.Severity {
        switch self {
        case .standingAndEligible, .onlyTheAsker: .warning
        default: .error
        }
    }

    var message: String {
        switch self {
        case .sameGroup(let group, let other, let account): "\(quoted(group)) in \(account) is already what '\(other)' gives"
        case .tagKeysCollide(let key, let otherKey, let other, let account):
            "the tag key \(quoted(key)) differs only in case from \(quoted(otherKey)) of '\(other)' in \(account)"
        case .commaInGroup(let group): "the group's name \(quoted(group)) has a comma, which a tag's key can't have"
        case .keyTooLong(let key, let count): "the tag key \(quoted(key)) has \(count) characters, more than 128"
        case .moreThanTeam(let team, let count, let people):
            "\(count) of '\(team)' must approve, but \(people == 1 ? "there is 1 person" : "there are \(people) people") in it"
        case .nobodyEligible: "nobody is eligible"
        case .noRules: "there are no rules"
        case .mfaOnMembership: "'require.mfa' can't be had of a group membership, which carries no condition"
        case .ownGroup(let group): "members of \(quoted(group)) would be eligible for \(quoted(group))"
        case .standingAndEligible(let user): "\(user) is standing, so never granted, and eligible"
        case .noAccountTagged: "no account of settings has these tags"
        case .onlyTheAsker(let person, let team, let count, let others):
            "nobody can approve what \(person) asks for: \(count) of '\(team)' must, and without \(person) there \(others == 1 ? "is 1 person" : "are \(others) people") in it"
        case .leaseAsEligibility(let key): "the tag \(quoted(key)) is what a granted membership ends by, not a fact about a user"
        case .ticketPattern(let text, let why): "\(quoted(text)) is no pattern of a ticket: \(why)"
        case .signaturesNotTrusted: "only signatures would approve it, and settings don't trust them"
        }
    }

    var advice: String? {
        switch self {
        case .sameGroup: "Keep one entitlement a group: two could not tell whose members are whose."
        case .tagKeysCollide: "Rename a group or use leases.prefix: IAM takes both keys for one."
        case .commaInGroup: "Rename the group: its name is the key of the tag that holds the end."
        case .keyTooLong: "Shorten leases.prefix or rename the group."
        case .moreThanTeam: "Lower the count or add people to the team."
        case .nobodyEligible: "Name users, teams, groups or tags; one entry suffices."
        case .noRules: "Write rules, or approval: automatic if nobody's word is needed."
        case .mfaOnMembership: "Demand MFA in the trust policies of the roles that the group leads to."
        case .ownGroup: "Name a standing group, or the users."
        case .standingAndEligible: "Remove the name from one of the two."
        case .noAccountTagged: "Name the accounts, or tag them in settings.yaml."
        case .leaseAsEligibility: "Use another tag."
        case .onlyTheAsker(let person, _, _, _): "Add people to the team, or take \(person) out of 'eligible'."
        case .signaturesNotTrusted: "Add signature to approval.evidence in settings.yaml, or remove the line."
        case .ticketPattern:
            "Use letters, digits, sets like [0-9], \\d, \\w, . ( | ) and ? * + {2,4}; a backslash before another mark. The whole ticket is compared."
        }
    }
}
