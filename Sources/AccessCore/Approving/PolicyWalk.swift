/// Follows `policies/` along the source branch, step by step, from policies that were accepted: what is accepted after each
/// step, by the rules that were accepted before it. Nobody loosens a rule and uses it.
package struct PolicyWalk: Sendable {
    /// In force after the steps so far; nil where there never were policies without mistakes.
    package private(set) var accepted: PolicySet?
    /// The step that the accepted policies came with; nil for those that the walk began with.
    package private(set) var acceptedWith: CommitID?
    /// What proves them; nil where the merge alone counted, or for those that the walk began with.
    package private(set) var proof: ApprovalProof?
    /// Steps since, whose whole isn't approved; empty where the branch says what is accepted.
    package private(set) var open: [PolicyStep] = []
    /// Why they aren't, from the first to the last.
    package private(set) var objections: [Objection] = []
    /// Trees that others took the place of. What was signed of one of them was about a time that is over: whoever can write to the
    /// branch could bring it back with the signatures of then.
    private var replaced: Set<TreeID>

    /// Why a change of policies isn't accepted.
    package struct Objection: Hashable, Sendable {
        package enum Cause: Hashable, Sendable {
            /// Its approval isn't proven; in words.
            case notApproved(String)
            /// It can't be told yet; in words.
            case unclear(String)
            /// There are mistakes in it, or nothing at all.
            case unreadable
        }

        package var step: CommitID
        package var cause: Cause

        package init(step: CommitID, cause: Cause) { (self.step, self.cause) = (step, cause) }

        package var isUnclear: Bool {
            if case .unclear = cause { true } else { false }
        }
    }

    /// - Parameters:
    ///   - accepted: the policies that the walk begins with: the last accepted ones, or those of the root of trust.
    ///   - replaced: trees that stood on the branch before those.
    package init(from accepted: PolicySet?, replaced: Set<TreeID> = []) { (self.accepted, self.replaced) = (accepted, replaced) }

    /// Takes what is known to be accepted, by a record that counts. A step without policies, or with mistakes in them, is none such.
    package mutating func accept(_ step: PolicyStep, provenBy proof: ApprovalProof?) {
        guard let policies = step.policies else { return }
        replaced.formUnion(open.compactMap(\.tree) + [accepted?.tree].compactMap(\.self))
        replaced.remove(policies.tree)
        (accepted, acceptedWith, self.proof) = (policies, step.after, proof)
        (open, objections) = ([], [])
    }

    package mutating func take(_ step: PolicyStep) {
        guard let accepted else {
            begin(with: step)
            return
        }
        // Going back to what is accepted needs nobody's word.
        if step.tree == accepted.tree {
            (open, objections) = ([], [])
            return
        }
        if step.isChange { open.append(step) }
        guard !open.isEmpty else { return }
        switch judge(step, under: accepted) {
        case .success(let proof):
            guard step.policies != nil else {
                objections = [Objection(step: step.after, cause: .unreadable)]
                return
            }
            accept(step, provenBy: proof)
        case .failure(let found): objections = found.all
        }
    }

    /// Where no policies are in force there is no rule by which any could be approved: the first count only if the merge
    /// is all that they trust. Others have to be there at the root of trust, which is named outside the repository.
    private mutating func begin(with step: PolicyStep) {
        guard let policies = step.policies, Quorum(policies).trustsTheMerge else {
            let words = "no policies were in force before it that could say who approves it"
            objections = [Objection(step: step.after, cause: step.policies == nil ? .unreadable : .notApproved(words))]
            return
        }
        (accepted, acceptedWith, objections) = (policies, step.after, [])
    }

    private struct Found: Error { var all: [Objection] }

    private static let signedBefore =
        "these policies stood here before others took their place, and signatures of then don't bring them back: change a line, a comment will do, and have that signed"

    /// Whether the whole difference from the accepted policies is approved: each step of it, or the tree that it led to.
    private func judge(_ step: PolicyStep, under accepted: PolicySet) -> Result<ApprovalProof?, Found> {
        let quorum = Quorum(accepted)
        guard !quorum.trustsTheMerge else { return .success(nil) }
        let owners = accepted.settings.ownerRules
        // Without owners nobody can approve anything.
        guard !owners.isEmpty else {
            return .failure(Found(all: [Objection(step: step.after, cause: .notApproved("approval.policy-owners names nobody"))]))
        }
        var spent: [Objection] = []
        if case .met(let proof) = quorum.verdict(on: step.signatures, by: owners, onlySignatures: true, beneficiaries: []) {
            guard let tree = step.tree, replaced.contains(tree) else { return .success(proof) }
            spent.append(Objection(step: step.after, cause: .notApproved(Self.signedBefore)))
        }
        var whole = ApprovalProof()
        var found: [Objection] = []
        for one in open {
            switch quorum.verdict(on: one.reviews, by: owners, onlySignatures: false, beneficiaries: []) {
            case .met(let proof): whole.add(proof)
            case .objected(let people): found.append(Objection(step: one.after, cause: .notApproved(VerdictWords.objecting(people))))
            case .doubtful(let reasons): found.append(Objection(step: one.after, cause: .unclear(reasons.joined(separator: "; "))))
            case .missing(let shortfalls, let setAside):
                let words = VerdictWords.needs(shortfalls) + VerdictWords.without(setAside)
                found.append(Objection(step: one.after, cause: .notApproved(words)))
            }
        }
        if found.isEmpty { return .success(whole) }
        // What can't be told yet may still approve it.
        return .failure(Found(all: spent.isEmpty ? found : spent + found.filter(\.isUnclear)))
    }
}
