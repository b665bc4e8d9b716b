import AccessCore

extension RecordedState {
    /// Which requests, and what proves that they were approved: `requests/a, merged in 4c1d9e2`.
    func basis(_ requests: [RequestID]) -> Line {
        let names = Line.list(requests.map(\.shown), most: 3)
        var proofs: [Line] = []
        for request in requests {
            guard let proof = self.requests[request]?.evidence.words, !proofs.contains(proof) else { continue }
            proofs.append(proof)
        }
        return proofs.isEmpty ? names : "\(names), \(Line.list(proofs, most: 2))"
    }

    func account(_ name: AccountName) -> Account? { policy?.accounts.first { $0.name == name } }

    /// `jump (111111111111)`.
    func title(_ name: AccountName) -> Line { account(name)?.id.map { "\(name) (\($0))" } ?? "\(name)" }
}

extension Evidence {
    var words: Line {
        switch kind {
        case .merge: "merged in \(after.short)"
        case .signature: "approved by signature, merged in \(after.short)"
        case .github: "approved on GitHub, merged in \(after.short)"
        case .gitlab: "approved on GitLab, merged in \(after.short)"
        case .gitea: "approved on Gitea, merged in \(after.short)"
        }
    }
}
