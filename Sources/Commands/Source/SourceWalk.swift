import AccessCore
import AccessRequests
import Approvals
import Git

/// The first-parent steps between the last judged commit and the tip, as far as they concern requests, policies and what approves
/// them.
struct SourceWalk {
    struct Step {
        /// Its place on the way, from 0.
        var number: Int
        /// Nil for a branch's very first commit.
        var before: ObjectID?
        var after: ObjectID
        /// It changed requests and policies together.
        var mixed: Bool
    }

    /// A step that concerns policies.
    struct PolicyStep {
        var step: Step
        /// It changed them; else only what approves them.
        var isChange: Bool
    }

    /// Whether the base is on the tip's first-parent line: if not, the history was rewritten.
    let metBase: Bool
    /// The last step that gave each request its content.
    private(set) var origins: [RequestID: Step] = [:]
    /// The last step that gave the review of each emergency its content.
    private(set) var reviews: [RequestID: Step] = [:]
    /// Requests whose file was deleted on the way, even if it came back.
    private(set) var deleted: Set<RequestID> = []
    /// In their order.
    private(set) var policies: [PolicyStep] = []

    init(_ repository: Repository, from base: ObjectID, to tip: ObjectID) throws {
        guard base != tip else {
            metBase = true
            return
        }
        let history = try repository.history(of: ["requests", "policies", "approvals"], from: tip, downTo: base)
        metBase = history.end == .base
        guard metBase else { return }
        for (number, step) in history.steps.enumerated() {
            let changes = step.changes.map { (change: $0, id: RequestDecoder.id(ofPath: $0.path.text)) }
            let changesPolicies = step.changes.contains { $0.path.text.hasPrefix("policies") }
            let mixed = changesPolicies && changes.contains { $0.id != nil }
            let taken = Step(number: number, before: step.commit.parents.first, after: step.commit.id, mixed: mixed)
            if changesPolicies || step.changes.contains(where: { $0.path.text.hasPrefix(ApprovalPath.policiesFolder) }) {
                policies.append(PolicyStep(step: taken, isChange: changesPolicies))
            }
            for change in step.changes where change.new != nil && change.isOfContent {
                guard case .review(let id) = RequestPath(change.path.text) else { continue }
                reviews[id] = taken
            }
            let odd = Set(step.changes.filter { $0.new.map { !$0.kind.isRegularFile } ?? false }.map(\.path.text))
            for (change, id) in changes {
                guard let id else { continue }
                // What can't be read stands where its folder was: that deletes nothing.
                if change.new == nil, SourceFiles.isBelow(odd, change.path.text) { continue }
                if change.new == nil {
                    deleted.insert(id)
                    origins[id] = nil
                } else if change.isOfContent {
                    origins[id] = taken
                }
            }
        }
    }
}

extension Git.Change {
    /// Not only who may run a file: nobody who approves that has its content before their eyes, so it came in with an earlier step.
    fileprivate var isOfContent: Bool {
        guard let old, let new, old.kind.isRegularFile, new.kind.isRegularFile else { return true }
        return old.id != new.id
    }
}
