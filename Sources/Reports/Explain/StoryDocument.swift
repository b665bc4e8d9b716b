import AccessCore

/// The JSON of `daypass explain`, version 1.
package struct StoryDocument: Encodable, Sendable {
    let version = 1
    let now: Timestamp
    let repository: String?
    let source: CommitID?
    let ledger: CommitID?
    let request: RequestID
    let path: String
    let user: UserName?
    let state: RequestStory.Standing
    let file: File
    let contents: [Content]
    let access: [StatusDocument.Access]
    let history: [Event]
    let ended: Ended?
    let emergency: Emergency?
    let held: [String]
    /// What `daypass check` says of a content that no run has judged.
    let check: CheckDocument?

    /// - Parameter check: of the content on the branch, where no run has judged it.
    package init(_ story: RequestStory, check: CheckReport? = nil) {
        (now, repository, source, ledger) = (story.now, story.repository, story.source, story.ledger)
        (request, path, user, state) = (story.id, story.path, story.user, story.standing)
        file = File(story)
        contents = story.contents.map(Content.init)
        access = story.access
        history = story.history.map(Event.init)
        ended = story.tombstone.map { Ended(at: $0.at, because: $0.because) }
        emergency = story.emergency.map { Emergency(due: $0.due, verdict: $0.review?.verdict) }
        held = story.held
        self.check = check.map(CheckDocument.init)
    }

    struct File: Encodable {
        /// `unknown`, `absent`, `judged`, `not-judged`.
        let state: String
        let blob: BlobID?

        init(_ story: RequestStory) {
            switch story.file {
            case .unknown: (state, blob) = ("unknown", nil)
            case .absent: (state, blob) = ("absent", nil)
            case .content(let blob): (state, self.blob) = (story.isUnjudged ? "not-judged" : "judged", blob)
            }
        }
    }

    struct Event: Encodable {
        let time: Timestamp
        let account: AccountName?
        let type: LedgerEvent.Kind
        let sentence: String
        let run: RunID
        let times: Int
        let last: Timestamp

        init(_ event: StoryEvent) {
            let entry = event.entry
            (time, account, type, sentence, run) = (entry.time, entry.account, entry.event.kind, entry.sentence, entry.run)
            (times, last) = (event.times, event.last)
        }
    }

    struct Ended: Encodable {
        let at: Timestamp
        let because: Ending.Cause
    }

    struct Emergency: Encodable {
        let due: Timestamp
        /// Nil until somebody has looked at it.
        let verdict: ReviewVerdict?
    }
}
