import Git

/// The git server's audit branch.
// Sendable unproven by the compiler: touched by the scheduler's one thread alone.
final class Remote: @unchecked Sendable {
    static let branch = "audit"
    let objects = ObjectStore()
    var tip: ObjectID?
    /// Until when it doesn't answer.
    var silentUntil = 0
    /// Where the branch is if nobody ever laid hands on it: what an operator pushes back.
    var lawful: ObjectID?
    /// Where it was put by somebody who may not.
    var isTamperedWith: Bool { tip != lawful }
}
