extension RecordedState {
    /// Accounts that policies would point elsewhere while something granted is left where they point now: under the same
    /// name nobody would find it there any more.
    package func accountsLeftBehind(by policies: PolicySet) -> [AccountName] {
        let known = (policy?.accounts ?? []).filter { account in
            guard let next = policies.settings.accounts[account.name], next.place != account.place else { return false }
            return grants.keys.contains { $0.account == account.name } || intents.contains { $0.account == account.name }
        }
        return known.map(\.name).sorted()
    }
}

extension Account {
    /// What tells where an account is, however it is reached.
    fileprivate var place: String {
        switch backend {
        case .directory(let path): "file:" + path
        case .cloud: id?.text ?? ""
        }
    }
}
