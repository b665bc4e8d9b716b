package import AccessCore
package import Approvals
import Cryptography

/// All that git tells about approvals of one reading of the source branch, before a forge is asked: values, so that nothing of
/// the repository is held meanwhile.
package struct ApprovalDraft: Sendable {
    /// A file that should approve something.
    package struct File: Hashable, Sendable {
        /// From the repository's top.
        package var path: String
        package var bytes: [UInt8]

        package init(path: String, bytes: [UInt8]) { (self.path, self.bytes) = (path, bytes) }
    }

    /// A step that concerns policies.
    package struct Step: Sendable {
        /// Its place among the steps of the walk; -1 for those before it.
        package var number: Int
        package var before: CommitID?
        package var after: CommitID
        /// Of the commit, as git has them.
        package var parents: [CommitID]
        /// The tree of `policies/` after it; nil if there is none.
        package var tree: TreeID?
        /// Nil if they have mistakes.
        package var policies: PolicySet?
        package var isChange: Bool
        /// What approves that tree, as it stood after the step.
        package var files: [File]
        /// What is remembered of it.
        package var found: FoundEvidence?
        /// Whether that tree stood already where the branch that the step merges parted from this one.
        package var stoodBefore: Bool

        package init(
            number: Int, before: CommitID?, after: CommitID, parents: [CommitID], tree: TreeID?, policies: PolicySet?, isChange: Bool,
            files: [File], found: FoundEvidence?, stoodBefore: Bool = false
        ) {
            (self.number, self.before, self.after, self.parents) = (number, before, after, parents)
            (self.tree, self.policies, self.isChange, self.files, self.found) = (tree, policies, isChange, files, found)
            self.stoodBefore = stoodBefore
        }
    }

    /// Which policies a content came under.
    package enum Rules: Sendable {
        /// Those accepted before a step of the walk.
        case before(step: Int)
        /// Those that the walk begins with.
        case atStart
        /// Those that the ledger says; nil if there were none.
        case remembered(PolicySet?)
    }

    /// A request, or the review of an emergency, whose approval has to be proven.
    package struct Content: Sendable {
        package var path: String
        /// Git's id of the file.
        package var object: String
        package var bytes: [UInt8]
        package var rules: Rules
        /// The step that brought it in; before is nil for what the root of trust held.
        package var before: CommitID?
        package var after: CommitID
        package var parents: [CommitID]
        /// What approves it, as it stands at the tip.
        package var files: [File]
        /// Addresses of those who wrote it, as its commits say.
        package var writers: [String]
        /// What is remembered of it.
        package var found: FoundEvidence?
        /// Whether it stood already where the branch that the step merges parted from this one.
        package var stoodBefore: Bool

        package init(
            _ version: RequestVersion, bytes: [UInt8], rules: Rules, before: CommitID?, after: CommitID, parents: [CommitID], files: [File],
            writers: [String], found: FoundEvidence?, stoodBefore: Bool = false
        ) {
            (path, object, self.bytes, self.rules) = (version.path, version.blob.text, bytes, rules)
            (self.before, self.after, self.parents, self.files) = (before, after, parents, files)
            (self.writers, self.found, self.stoodBefore) = (writers, found, stoodBefore)
        }

        package var sha256: String { SHA256.hash(bytes).hex }
    }

    /// In force where the walk begins.
    package var start: PolicySet?
    /// The commit that they came with, or that was looked at as their beginning; nil if it isn't known any more.
    package var startCommit: CommitID?
    /// Trees of `policies/` that stood on the branch before those.
    package var replaced: Set<TreeID>
    package var steps: [Step]
    /// By the id of the request, or of the review.
    package var contents: [RequestID: Content] = [:]
    /// What the tip's `policies/` says; nil if it has mistakes.
    package var proposed: PolicySet?
    /// The forge to be asked where the policies in force at the beginning name none.
    package private(set) var laterForge: ForgeSettings?
    /// The source branch's name.
    package var branch: String
    package var now: Timestamp

    /// Without its contents, which are added one by one.
    package init(
        start: PolicySet?, startCommit: CommitID?, replaced: Set<TreeID> = [], steps: [Step], proposed: PolicySet?, branch: String,
        at now: Timestamp
    ) {
        (self.start, self.startCommit, self.steps, self.proposed) = (start, startCommit, steps, proposed)
        (self.replaced, self.branch, self.now) = (replaced, branch, now)
    }

    /// Files of one approval that are read, and bytes of each: more than that is noise.
    package static let mostFiles = 200
    package static let fileLimit = 16 << 10
}

extension ApprovalDraft {
    /// The forge that the policies in force at the beginning say, or else ``laterForge``.
    package var forge: ForgeSettings? { start.flatMap(Self.forge(of:)) ?? laterForge }

    /// Where the policies in force at the beginning name no forge, asks that of those that something waits under since before them,
    /// or of those that signatures alone, or merges, have put in force since.
    package mutating func findForge(signatures: some SignatureReading = VerifiedSignatures()) {
        guard start.flatMap(Self.forge(of:)) == nil else { return }
        let waiting = contents.values.sorted { $0.path < $1.path }.lazy.compactMap { content in
            if case .remembered(let policies?) = content.rules { Self.forge(of: policies) } else { nil }
        }.first
        laterForge = waiting ?? forgeAccepted(signatures)
    }

    /// The forge of the policies that are in force without a forge having been asked. Where no step names any, no signature is
    /// verified for it; nor is one of a request.
    private func forgeAccepted(_ signatures: some SignatureReading) -> ForgeSettings? {
        guard steps.contains(where: { $0.policies.flatMap(Self.forge(of:)) != nil }) else { return nil }
        var policies = self
        policies.contents = [:]
        return policies.settled(with: [:], signatures: signatures).walk.accepted.flatMap(Self.forge(of:))
    }

    private static func forge(of policies: PolicySet) -> ForgeSettings? {
        policies.settings.forge.flatMap { policies.settings.evidence.contains($0.kind.evidence) ? $0 : nil }
    }

    /// What the forge is to be asked: nothing whose answer is remembered, or isn't due yet.
    package var questions: [StepQuestion] {
        guard let forge else { return [] }
        func isKnown(_ found: FoundEvidence?) -> Bool {
            guard let found, let known = found.testimonies.first(where: { $0.kind == forge.kind.evidence }) else { return false }
            return known.doubt == nil || !found.isDue(at: now)
        }
        var asked: [CommitID: StepQuestion] = [:]
        func ask(_ before: CommitID?, _ after: CommitID, _ parents: [CommitID], _ content: StepQuestion.Content) {
            // What was there before the root of trust came in by no step that could be asked about.
            guard before != nil else { return }
            asked[after, default: StepQuestion(before: before, after: after, parents: parents, branch: branch, contents: [])]
                .contents.append(content)
        }
        for step in steps where step.isChange && step.tree != start?.tree && !isKnown(step.found) {
            ask(step.before, step.after, step.parents, Self.content(of: step))
        }
        for content in contents.values.sorted(by: { $0.path < $1.path }) where !isKnown(content.found) {
            ask(content.before, content.after, content.parents, Self.content(of: content))
        }
        return asked.values.sorted { $0.after < $1.after }
    }

    static func content(of step: Step) -> StepQuestion.Content {
        StepQuestion.Content(path: "policies", object: step.tree?.text ?? "", stoodBefore: step.stoodBefore)
    }

    static func content(of content: Content) -> StepQuestion.Content {
        StepQuestion.Content(path: content.path, object: content.object, sha256: content.sha256, stoodBefore: content.stoodBefore)
    }
}
