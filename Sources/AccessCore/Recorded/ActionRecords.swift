/// What a runner is about to do in one account. It is on record before the first write (P3).
package struct Intent: Hashable, Sendable, Codable {
    /// Numbers the intents of a run, from 1.
    package var number: Int
    /// Which cache the runner uses: one run at a time uses a cache, so a later run of the same cache knows that this one is over.
    package var runner: String
    /// The runner grants nothing at or after it.
    package var deadline: Timestamp
    package var actions: [Action]
    /// It was put down where the ledger couldn't be reached, and recorded later; nil for one that is on record before it is
    /// carried out.
    package var spooled: Bool?
    /// Of one that was put down: when the record of each action's membership was written last, as its runner knew; nil for none. What is
    /// on record otherwise by the time it is recorded came after it, whatever anybody's clock says.
    package var written: [Timestamp?]?

    package init(number: Int, runner: String, deadline: Timestamp, actions: [Action]) {
        (self.number, self.runner, self.deadline, self.actions) = (number, runner, deadline, actions)
    }

    /// One that is put down where the ledger can't be reached.
    ///
    /// - Parameter grants: what its runner knows to be on record.
    package init(
        number: Int, runner: String, deadline: Timestamp, actions: [Action], in account: AccountName,
        beside grants: [Membership: RecordedGrant]
    ) {
        self.init(number: number, runner: runner, deadline: deadline, actions: actions)
        spooled = true
        written = actions.map { grants[$0.membership(in: account)]?.changed }
    }
}

/// Which action of which intent a record answers.
package struct ActionReference: Hashable, Sendable, Codable {
    package var run: RunID
    package var number: Int
    /// Its place in the intent's list, from 0.
    package var index: Int

    package init(run: RunID, number: Int, index: Int) { (self.run, self.number, self.index) = (run, number, index) }
}

/// An action that was carried out.
package struct Change: Hashable, Sendable, Codable {
    /// Nil where no intent could be recorded: a removal that was due while the ledger couldn't be reached.
    package var intent: ActionReference?
    package var action: Action
    package var evidence: [EvidenceKind]
    /// The ids under which the directory logged the writes (CloudTrail's `requestID`), in their order.
    package var directory: [String]
    /// Of a removal: seconds between the recorded end and the removal, where the end had passed.
    package var late: Int64?

    package init(intent: ActionReference?, action: Action, evidence: [EvidenceKind], directory: [String], late: Int64? = nil) {
        (self.intent, self.action, self.evidence) = (intent, action, evidence)
        (self.directory, self.late) = (directory, late)
    }

    private enum CodingKeys: String, CodingKey {
        case intent, evidence, directory
        case action = "change"
        case late = "late_s"
    }
}

/// An action that wasn't carried out, or only in part.
package struct Failure: Hashable, Sendable, Codable {
    package var intent: ActionReference?
    package var action: Action
    package var reason: String
    /// Writes that succeeded before the failure, by what the directory logged them under.
    package var directory: [String]
    /// Whether the membership may have come into being all the same.
    package var uncertain: Bool

    package init(intent: ActionReference?, action: Action, reason: String, directory: [String], uncertain: Bool) {
        (self.intent, self.action, self.reason) = (intent, action, reason)
        (self.directory, self.uncertain) = (directory, uncertain)
    }

    private enum CodingKeys: String, CodingKey {
        case intent, reason, directory, uncertain
        case action = "change"
    }
}

/// What became of an action whose run never said.
package struct Recovery: Hashable, Sendable, Codable {
    package var intent: ActionReference
    package var action: Action
    package var finding: Finding

    package enum Finding: String, Hashable, Sendable, Codable {
        case done
        case notDone = "not-done"
        /// A read of a moment after may still show what was before: it counts as done until it can be seen.
        case unclear
    }

    package init(intent: ActionReference, action: Action, finding: Finding) {
        (self.intent, self.action, self.finding) = (intent, action, finding)
    }

    private enum CodingKeys: String, CodingKey {
        case intent, finding
        case action = "change"
    }
}

/// A difference between record and directory that nobody's action explains.
package struct Inference: Hashable, Sendable, Codable {
    package var user: UserName
    package var userID: UserID?
    package var group: GroupName
    package var finding: Finding

    package enum Finding: String, Hashable, Sendable, Codable {
        /// A recorded membership isn't there any more.
        case membershipGone = "membership-gone"
        /// The user isn't there any more, or another one has the name.
        case userGone = "user-gone"
        /// A membership that nobody approved isn't there any more.
        case driftGone = "drift-gone"
        /// A tag that wasn't a lease isn't there any more.
        case tagGone = "tag-gone"
    }

    package init(user: UserName, userID: UserID?, group: GroupName, finding: Finding) {
        (self.user, self.userID, self.group, self.finding) = (user, userID, group, finding)
    }

    private enum CodingKeys: String, CodingKey {
        case user, group, finding
        case userID = "user-id"
    }
}
