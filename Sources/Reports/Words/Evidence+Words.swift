import AccessCore

extension RecordedState {
    /// Which requests, and what proves that they were approved: `requests/a, merged in 4c1d9e2`.
    func basis(_ requests: [RequestID]) -> Line {
        let names = Line.list(requests.map(\.shown), most: 3)
        let evidence = requests.compactMap { self.requests[$0]?.evidence }
        var groups: [(words: Line, commits: [Line])] = []
        for one in evidence {
            let place = groups.firstIndex { $0.words == one.words } ?? groups.endIndex
            if place == groups.endIndex { groups.append((one.words, [])) }
            if !groups[place].commits.contains(one.after.short) { groups[place].commits.append(one.after.short) }
        }
        let proofs = groups.map { "\($0.words) in \(Line.list($0.commits, most: 3))" as Line }
        return .list([names] + proofs)
    }

    func account(_ name: AccountName) -> Account? { policy?.accounts.first { $0.name == name } }

    /// `jump (111111111111)`.
    func title(_ name: AccountName) -> Line { account(name)?.id.map { "\(name) (\($0))" } ?? "\(name)" }
}

extension Evidence {
    /// What it proves, before the commit that brought it in: `approved by lead01 and lead02, merged`.
    fileprivate var words: Line {
        let people = Set(proof?.approvals.map(\.person) ?? []).sorted().map { "\($0)" as Line }
        if !people.isEmpty { return "approved by \(Line.list(people, most: 3)), merged" }
        return switch kind {
        case .merge: "merged"
        case .automatic: "approved by the policies, merged"
        case .signature: "approved by signature, merged"
        case .github: "approved on GitHub, merged"
        case .gitlab: "approved on GitLab, merged"
        case .gitea: "approved on Gitea, merged"
        }
    }
}
