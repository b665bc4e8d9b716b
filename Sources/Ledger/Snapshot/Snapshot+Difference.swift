import AccessCore

extension Snapshot {
    /// The parts in which two snapshots differ, by their keys in `state.json`.
    func parts(differingFrom other: Snapshot) -> [String] {
        func part<Value: Equatable>(_ name: String, _ value: (Snapshot) -> Value) -> String? {
            value(self) == value(other) ? nil : name
        }
        let parts = [
            part("heads") { $0.heads }, part("previous") { $0.previous }, part("genesis") { $0.state.genesis },
            part("judged") { $0.state.judged }, part("policy") { $0.state.policy }, part("former-accounts") { $0.state.formerAccounts },
            part("judged-policy") { $0.state.judgedPolicy }, part("policy-findings") { $0.state.policyFindings },
            part("refused-policy") { $0.state.refusedPolicy }, part("requests") { $0.state.requests },
            part("tombstones") { $0.state.tombstones },
            part("emergencies") { $0.state.emergencies },
            part("denials") { $0.state.denials }, part("grants") { $0.state.grants }, part("intents") { $0.state.intents },
            part("removed") { $0.state.removed }, part("given-up") { $0.state.givenUp }, part("drift") { $0.state.drift },
            part("malformed") { $0.state.malformed },
            part("held") { $0.state.held }, part("released") { $0.state.released }, part("vanished") { $0.state.vanished },
        ].compactMap { $0 }
        // A part that isn't named above must not be taken for no difference.
        return parts.isEmpty && self != other ? ["state"] : parts
    }
}
