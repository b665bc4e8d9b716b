import AccessCore
import Approvals
import Cryptography

extension ApprovalDraft {
    /// The way that policies took, as far as it is proven.
    struct Walked {
        var walk: PolicyWalk
        /// What was in force after each step that concerns policies; those that the walk begins with come first.
        var inForce: [(number: Int, accepted: SettledApprovals.Accepted?)]
        /// Of each step, what was found.
        var testimonies: [CommitID: [Testimony]] = [:]
        /// Steps that a review could approve, with the policies that say whose.
        var reviewed: [(step: Step, accepted: PolicySet)] = []

        /// The policies that a content came under.
        func policies(of rules: Rules) -> PolicySet? {
            switch rules {
            case .remembered(let policies): policies
            case .atStart: inForce.last { $0.number < 0 }?.accepted?.policies
            case .before(let number): inForce.last { $0.number < number }?.accepted?.policies
            }
        }
    }

    /// Follows the policies with what forges have answered so far, and signatures.
    func walked(with answers: ForgeAnswers, _ reader: inout some SignatureReading) -> Walked {
        let walk = PolicyWalk(from: start, replaced: replaced)
        var walked = Walked(walk: walk, inForce: [(-2, accepted(by: walk))])
        for step in steps {
            var taken = PolicyStep(
                before: step.before, after: step.after, tree: step.tree, policies: step.policies, isChange: step.isChange)
            if isOnRecord(step) {
                walked.walk.accept(taken, provenBy: onRecord?.proof)
            } else {
                if let accepted = walked.walk.accepted {
                    if step.isChange, step.tree != accepted.tree {
                        walked.reviewed.append((step, accepted))
                        taken.reviews = [review(of: step, accepted, answers)].compactMap(\.self)
                    }
                    taken.signatures = [signatures(of: step, accepted, &reader)].compactMap(\.self)
                    walked.testimonies[step.after] = taken.reviews + taken.signatures
                }
                walked.walk.take(taken)
            }
            walked.inForce.append((step.number, accepted(by: walked.walk)))
        }
        return walked
    }

    /// What is in force so far, and what put it there.
    private func accepted(by walk: PolicyWalk) -> SettledApprovals.Accepted? {
        walk.accepted.map { SettledApprovals.Accepted(policies: $0, step: walk.acceptedWith ?? startCommit, proof: walk.proof) }
    }

    /// Whether the policies that a step brought are those accepted last, by a record that counts: no forge has to say so again.
    func isOnRecord(_ step: Step) -> Bool {
        step.policies != nil && onRecord?.commit == step.after && onRecord?.tree == step.tree
    }
}
