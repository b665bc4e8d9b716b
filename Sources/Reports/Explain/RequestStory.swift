package import AccessCore

/// All that is known of one request: what came, who approved it, what became of it, what is missing. Told from the ledger's
/// records and the source branch as they were read; nobody else is asked.
package struct RequestStory: Hashable, Sendable {
    /// How it stands now.
    package enum Standing: String, Hashable, Sendable, Codable {
        case active
        /// Its end has passed, and no run has taken it back yet.
        case overdue
        /// Accepted and open, but not granted: the next run grants it, or says why it can't.
        case accepted
        /// Accepted, and opens later.
        case upcoming
        /// For good.
        case ended
        /// It waits for others, or for an answer.
        case pending
        case denied
        /// No run has looked at it.
        case unjudged = "not-judged"
    }

    /// What stands at its path on the source branch.
    package enum File: Hashable, Sendable {
        /// The branch couldn't be read.
        case unknown
        case absent
        case content(BlobID)
    }

    /// What was read.
    package struct Input: Sendable {
        package var id: RequestID
        package var file: File
        /// The records about it, by time.
        package var entries: [LedgerEntry]
        package var state: RecordedState
        /// The ledger's commit that the state was read at.
        package var ledger: CommitID?
        /// Policies by their trees, as far as they can be read.
        package var policies: [TreeID: PolicySet]
        /// What contents say, as far as they can be read.
        package var requests: [BlobID: AccessRequest]
        /// How many parents the commits of steps have.
        package var parents: [CommitID: Int]
        package var now: Timestamp

        package init(
            id: RequestID, file: File, entries: [LedgerEntry], state: RecordedState, ledger: CommitID?,
            policies: [TreeID: PolicySet] = [:], requests: [BlobID: AccessRequest] = [:], parents: [CommitID: Int] = [:], now: Timestamp
        ) {
            (self.id, self.file, self.entries, self.state, self.ledger) = (id, file, entries, state, ledger)
            (self.policies, self.requests, self.parents, self.now) = (policies, requests, parents, now)
        }
    }

    package let id: RequestID
    /// From the repository's top.
    package let path: String
    /// Nil if no content that could be read says it.
    package let user: UserName?
    package let standing: Standing
    package let file: File
    /// Whether the branch has a content of it that no run has judged.
    package let isUnjudged: Bool
    /// What was judged, each content once, the one judged last at the end.
    package let contents: [StoryContent]
    /// Memberships that it gives now, or will.
    package let access: [StatusDocument.Access]
    package let history: [StoryEvent]
    /// How it ended; nil if it hasn't.
    package let tombstone: Tombstone?
    /// What an emergency owes.
    package let emergency: RecordedEmergency?
    /// Hashes of what waits for a person's word and concerns it.
    package let held: [String]
    /// Of the ledger.
    package let repository: String?
    /// Up to which commit of the source branch everything was judged.
    package let source: CommitID?
    package let ledger: CommitID?
    package let now: Timestamp

    package init(_ input: Input) {
        let (state, id) = (input.state, input.id)
        (self.id, file, now, ledger) = (id, input.file, input.now, input.ledger)
        (repository, source) = (state.genesis?.repository, state.judged)
        contents = StoryContent.all(of: input)
        path = contents.last?.path ?? "requests/\(id).yaml"
        let inFile: UserName? = if case .content(let blob) = input.file { input.requests[blob]?.user } else { nil }
        user = state.requests[id]?.user ?? contents.last?.user ?? inFile
        access = StatusDocument(state, ledger: input.ledger, at: input.now).access.filter { $0.requests.contains(id) }
        history = StoryEvent.all(of: input.entries)
        (tombstone, emergency) = (state.tombstones[id], state.emergencies[id])
        let removals = state.held.values.filter { held in held.removals.contains { $0.requests.contains(id) } }
        let vanished = [state.vanished].compactMap(\.self).filter { $0.requests?.contains(id) ?? false }
        held = Set((removals + vanished).map(\.hash)).sorted()
        let known = Set(contents.map(\.blob))
        isUnjudged = if case .content(let blob) = input.file { state.tombstones[id] == nil && !known.contains(blob) } else { false }
        standing = Self.standing(state, id, access, contents.last)
    }

    private static func standing(
        _ state: RecordedState, _ id: RequestID, _ access: [StatusDocument.Access], _ last: StoryContent?
    ) -> Standing {
        if state.tombstones[id] != nil { return .ended }
        let states = Set(access.map(\.state))
        if states.contains(.active) { return .active }
        if states.contains(.overdue) { return .overdue }
        if states.contains(.accepted) { return .accepted }
        if states.contains(.upcoming) { return .upcoming }
        // Accepted, never granted, and over: its tombstone comes with the next run.
        if state.requests[id] != nil { return .overdue }
        switch last?.verdict {
        case .pending: return .pending
        case .denied: return .denied
        // Of a ledger whose records say more than its state: it is over.
        case .accepted, .partial: return .ended
        case nil: return .unjudged
        }
    }
}
