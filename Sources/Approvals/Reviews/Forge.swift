package import AccessCore

/// Where pull requests are reviewed: what it knows of steps of the source branch. Adding a forge is one more of these;
/// what its facts prove is decided elsewhere, in ``ReviewRules``.
package protocol Forge: Sendable {
    /// The evidence that its reviews are, and by which people have accounts there.
    var kind: EvidenceKind { get }

    /// Answers in the order of the questions. What can't be told is a doubt: nothing is thrown.
    func facts(about questions: [StepQuestion]) async -> [StepFacts]
}

/// What a forge knows of one step.
package enum StepFacts: Hashable, Sendable {
    /// The pull request (merge request) that brought it in.
    case pullRequest(PullRequestFacts)
    /// It never proves anything, and why: a sentence without a full stop.
    case refused(String)
    /// It can't be told yet, and why: a sentence without a full stop. And for how long the forge wants no further question, if it said
    /// so.
    case doubtful(String, pause: Duration? = nil)
}

extension StepFacts {
    /// For how long the forge wants no further question; nil where it didn't say.
    package var pause: Duration? {
        if case .doubtful(_, let pause) = self { pause } else { nil }
    }
}
