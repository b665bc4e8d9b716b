import AccessCore

/// What one content of a request's file is and how it came: sentences of `daypass explain`.
struct ContentWords {
    let time: TimeFormat

    func head(_ content: StoryContent) -> Line {
        let verdict: Line =
            switch content.verdict {
            case .accepted: "Accepted \(time.short(content.last))"
            case .partial: "Accepted in part \(time.short(content.last)): what it takes away counts, what it adds doesn't"
            case .pending: "Pending since \(time.short(content.first))"
            case .denied: "Denied \(time.short(content.last))"
            }
        let sum: Line = content.evidence.sha256.map { ", sha256 \($0)" } ?? ""
        return "\(verdict) (content \(content.blob.short)\(sum))"
    }

    func lines(_ content: StoryContent) -> [Line] {
        var lines = [step(content)]
        if let askedBy = content.evidence.askedBy {
            let whom: Line = content.user.map { "\($0)" } ?? "somebody else"
            lines.append("asked for by \(Line.list(askedBy.map { "\($0)" })), for \(whom), as the commit's author says")
        }
        if let window = content.window {
            lines.append("from \(time.short(window.start)) until \(time.short(window.end)), \(window.length.spoken)")
        }
        for group in Dictionary(grouping: content.gives, by: \.account).sorted(by: { $0.key < $1.key }) {
            lines.append("in \(group.key): \(Line.list(group.value.map { "\($0.entitlement) (group \($0.group))" }))")
        }
        if let due = content.reviewDue { lines.append("an emergency: to be reviewed by \(time.short(due))") }
        if content.verdict != .pending, content.verdict != .denied, let narrows = content.evidence.narrows {
            lines.append("takes away from the content \(narrows.short) and needs no approval of its own; what proves that one counts:")
        }
        lines.append(
            "judged by the policies \(content.evidence.policies.short)\(content.approval.isEmpty ? ", which can't be read here" : "")")
        return lines
    }

    /// How it came onto the source branch.
    private func step(_ content: StoryContent) -> Line {
        let before: Line = content.evidence.before.map { " after \($0.short)" } ?? ""
        return "came in \(content.evidence.after.short)\(before)\(way(content))"
    }

    private func way(_ content: StoryContent) -> Line {
        if let arrival = content.arrival {
            let way: Line =
                switch arrival.way {
                case .mergeCommit: "merged with a merge commit"
                case .squash: "squashed"
                case .fastForward: "fast-forwarded"
                case .queue: "merged by the queue"
                }
            return ": pull request #\(arrival.pullRequest), \(way) \(time.short(arrival.merged))"
        }
        return switch content.parents {
        case nil: ""
        case 0: ": the branch's first commit"
        case 1: ": a single commit; whether it was squashed, fast-forwarded or pushed, git doesn't tell"
        case 2: ": a merge commit"
        case let count?: ": a merge of \(count - 1) branches"
        }
    }

    /// Why it isn't granted, when it is looked at again, and what to do.
    func refusal(_ content: StoryContent) -> [Line] {
        guard let refusal = content.refusal else { return [] }
        var lines: [Line] = ["\(refusal.reason) [\(refusal.code)]"]
        if let next = refusal.next {
            let tries: Line = refusal.attempts == 1 ? "once" : "\(refusal.attempts) times"
            lines.append("asked \(tries); asked again by the first run from \(time.short(next)) on")
        } else if content.verdict == .pending {
            lines.append("looked at again in every run")
        }
        if let advice = refusal.advice { lines.append("\(advice)") }
        return lines
    }

    /// What an emergency owes.
    func review(_ emergency: RecordedEmergency) -> Line {
        if let seen = emergency.review { return "The emergency was reviewed: \(seen.verdict.rawValue)." }
        let due = time.short(emergency.due)
        return emergency.due > time.now
            ? "The emergency has to be reviewed by \(due), in \(emergency.request.id.shown).review.yaml."
            : "The emergency's review was due \(due): merge \(emergency.request.id.shown).review.yaml."
    }
}
