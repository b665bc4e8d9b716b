/// How a push ended.
package enum PushOutcome: Hashable, Sendable {
    /// The branch is at the commit, or was and went on from there.
    case landed
    /// Somebody was first: the branch isn't where it was expected, but at `now` (nil: gone). Nothing was changed.
    case lostRace(now: ObjectID?)
    /// The remote said no, with its words: a hook, a protected branch, no right to write. Nothing was changed.
    case refused(reason: String)
    /// The connection broke after the commit was sent, and looking again didn't settle it: it may land yet.
    case unanswered
}
