import AccessCore

extension RecordedState {
    /// Which requests, and what proves that they were approved: `requests/a, merged in 4c1d9e2`.
    func basis(_ requests: [RequestID]) -> Line {
        let names = Line.list(requests.map(\.shown), most: 3)
        let evidence = requests.compactMap { self.requests[$0]?.evidence }
        let proofs = EvidenceKind.allCases.compactMap { kind -> Line? in
            var commits: [Line] = []
            for proof in evidence where proof.kind == kind && !commits.contains(proof.after.short) { commits.append(proof.after.short) }
            return commits.isEmpty ? nil : "\(kind.words) \(Line.list(commits, most: 3))"
        }
        return .list([names] + proofs)
    }

    func account(_ name: AccountName) -> Account? { policy?.accounts.first { $0.name == name } }

    /// `jump (111111111111)`.
    func title(_ name: AccountName) -> Line { account(name)?.id.map { "\(name) (\($0))" } ?? "\(name)" }
}

extension EvidenceKind {
    /// What it proves, before the commit that brought it in.
    fileprivate var words: Line {
        switch self {
        case .merge: "merged in"
        case .signature: "approved by signature, merged in"
        case .github: "approved on GitHub, merged in"
        case .gitlab: "approved on GitLab, merged in"
        case .gitea: "approved on Gitea, merged in"
        }
    }
}
