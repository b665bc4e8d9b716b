import AccessCore

/// Everybody who had a hand in a pull request.
struct Hands {
    /// Each once in a role, sorted by name and role.
    private(set) var involved: [Involvement] = []
    /// The first hand that can't be told whose it is.
    private(set) var refusal: ReviewRefusal?

    init(_ facts: PullRequestFacts, _ people: PersonIndex) {
        var seen: Set<Involvement> = []
        func take(_ party: Party, _ role: Involvement.Role, _ commit: CommitID? = nil) {
            guard let hands = people.hands(of: party) else { return }
            if hands.isEmpty, refusal == nil { refusal = .unresolved(facts.number, role, party, commit) }
            for person in hands { seen.insert(Involvement(person, role)) }
        }
        take(facts.author, .proposer)
        for commit in facts.commits {
            take(commit.author, .author, commit.id)
            if let committer = commit.committer { take(committer, .committer, commit.id) }
            for party in commit.coAuthors { take(party, .coAuthor, commit.id) }
        }
        for push in facts.pushes { take(push.pusher, .pusher, push.after) }
        involved = seen.sorted { ($0.person.text, $0.role.rawValue) < ($1.person.text, $1.role.rawValue) }
    }

    /// Empty if the person has none in it.
    func roles(of person: PersonName) -> [Involvement.Role] { involved.filter { $0.person == person }.map(\.role) }
}
