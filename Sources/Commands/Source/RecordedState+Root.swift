import AccessCore
import Git

extension RecordedState {
    /// The commit that the ledger names as the root of trust; nil if there is no ledger, or what it names is no commit's id.
    var root: ObjectID? { genesis.flatMap { ObjectID(hex: $0.root.text) } }
}
