/// What a remote said it has.
package struct Advertisement: Hashable, Sendable {
    /// Full names (`refs/heads/main`) and what they lead to.
    package var references: [String: ObjectID]
    /// The branch that the remote's `HEAD` names (`refs/heads/main`), where it tells.
    package var head: String?

    package init(references: [String: ObjectID] = [:], head: String? = nil) {
        self.references = references
        self.head = head
    }

    package subscript(_ name: String) -> ObjectID? { references[name] }
}
