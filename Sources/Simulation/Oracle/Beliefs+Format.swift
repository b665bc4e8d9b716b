import AccessCore

/// What the records say of emergencies, denials and ends.
extension Beliefs {
    struct Emergency: Equatable {
        var path: String
        var end: Timestamp
        /// When it has to be reviewed.
        var due: Timestamp
        /// The review that is on record; nil until there is one.
        var review: BlobID?
    }

    struct Denied {
        var blob: BlobID
        var since: Timestamp
        /// The policies that it came under, as they were known when it was looked at first.
        var policies: TreeID
    }

    struct Ended {
        var blob: BlobID
        var because: Ending.Cause
        var at: Timestamp
    }

    mutating func noteEmergency(_ value: Acceptance) {
        guard let due = value.reviewDue else { return }
        guard let known = emergencies[value.request.id] else {
            emergencies[value.request.id] = Emergency(path: value.request.path, end: value.window.end, due: due)
            return
        }
        // What was extended has to be reviewed again.
        guard value.window.end > known.end else { return }
        emergencies[value.request.id] = Emergency(path: known.path, end: value.window.end, due: min(known.due, due))
    }

    struct Memory {
        var blob: BlobID
        /// The step that brought it in.
        var step: CommitID
        var evidence: FoundEvidence
    }

    /// When a forge is asked again.
    var askings: [Timestamp] { found.values.compactMap(\.evidence.next) + policyFound.values.compactMap(\.next) }

    var nextAsking: Timestamp? { askings.max() }

    mutating func note(_ denial: Denial, at time: Timestamp) {
        found[denial.request.path] = denial.found.map { Memory(blob: denial.request.blob, step: denial.evidence.after, evidence: $0) }
        if denied[denial.request.id]?.blob == denial.request.blob { return }
        denied[denial.request.id] = Denied(blob: denial.request.blob, since: time, policies: denial.evidence.policies)
    }

    mutating func noteEnding(_ ending: Ending, at time: Timestamp) {
        denied[ending.request.id] = nil
        guard endings[ending.request.id] == nil else { return }
        endings[ending.request.id] = Ended(blob: ending.request.blob, because: ending.because, at: time)
    }
}
