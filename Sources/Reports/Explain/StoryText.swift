import AccessCore

/// `daypass explain`: the whole story of a request, in words.
package struct StoryText: Sendable {
    let time: TimeFormat
    let palette: Palette

    package init(time: TimeFormat, palette: Palette = .plain) { (self.time, self.palette) = (time, palette) }

    /// The whole text; ends with a line break.
    ///
    /// - Parameter check: what `daypass check` says of the content on the branch, where no run has judged it.
    package func render(_ story: RequestStory, check: CheckReport? = nil) -> String {
        let heading = Heading(repository: story.repository, source: story.source, ledger: story.ledger, time).line
        var blocks = [[headline(story), heading].map(\.text)]
        blocks += story.contents.map(block)
        if story.isUnjudged || check != nil { blocks.append(unjudged(story, check)) }
        let now = nowLines(story)
        if !now.isEmpty { blocks.append(["Now"] + now) }
        if !story.history.isEmpty { blocks.append(["What happened"] + history(story)) }
        return blocks.map { $0.joined(separator: "\n") + "\n" }.joined(separator: "\n")
    }

    private func headline(_ story: RequestStory) -> Line {
        let who: Line = story.user.map { "\($0)" } ?? "the user"
        let names = story.access.reduce(into: [Line]()) { lines, access in
            let name = Action.subject(access.entitlement, access.group)
            if !lines.contains(name) { lines.append(name) }
        }
        let what = names.isEmpty ? "access" : Line.list(names, most: 3)
        let words: Line =
            switch story.standing {
            case .active: "\(who) has \(what)\(end(of: story, .active))"
            case .overdue: "its end has passed; the next run takes back what is left"
            case .accepted: "accepted; the next run grants \(who) \(what), or says why it can't"
            case .upcoming:
                "accepted; \(who) gets \(what) from \(story.access.map(\.since).min().map(time.short) ?? "its start") on"
            case .ended: story.tombstone.map { "ended \(time.short($0.at)): \(Self.words($0.because)). That is final" } ?? "ended"
            case .pending: "waits, nothing of it is granted yet"
            case .denied: "denied, nothing of it is granted"
            case .unjudged: story.file == .absent ? "not on record" : "no run has judged it yet"
            }
        return "\(story.id.shown): \(words)"
    }

    private func end(of story: RequestStory, _ state: StatusDocument.Access.State) -> Line {
        story.access.filter { $0.state == state }.map(\.until).max().map { " until \(time.short($0))" } ?? ""
    }

    private static func words(_ cause: Ending.Cause) -> Line {
        switch cause {
        case .expired: "its end passed"
        case .deleted: "its file was deleted"
        case .endedEarly: "its end was moved up"
        }
    }

    private func block(_ content: StoryContent) -> [String] {
        let words = ApprovalWords(time: time)
        var lines = ContentWords(time: time).lines(content).map { "  \($0.text)" }
        lines.insert(ContentWords(time: time).head(content).text, at: 0)
        let marked = content.approval.flatMap(words.lines) + content.setAside.map { (.held, "doesn't count: \($0.who) \($0.why)") }
        lines += marked.map { sign, line in "  \(sign.map(palette.paint) ?? " ") \(line.text)" }
        lines += ContentWords(time: time).refusal(content).map { "  \($0.text)" }
        return lines
    }

    private func unjudged(_ story: RequestStory, _ check: CheckReport?) -> [String] {
        let head: Line =
            !story.isUnjudged
            ? "In the work tree, not on the source branch: what daypass check says of it"
            : "On the source branch\(story.contents.isEmpty ? "" : " now"), not judged yet: what daypass check says of it"
        return [head.text]
            + (check.map { CheckText(time: time, palette: palette).render($0).split(separator: "\n").map { "  \($0)" } } ?? [])
    }

    private func nowLines(_ story: RequestStory) -> [String] {
        var table = Table()
        table.rows = story.access.map { access in
            let until: Line = access.state == .overdue ? "ended \(time.short(access.until))" : "until \(time.short(access.until))"
            let since: Line = access.state == .upcoming ? "from \(time.short(access.since))" : "since \(time.short(access.since))"
            let name = Action.subject(access.entitlement, access.group)
            return Table.Row(nil, ["\(access.account)", "\(access.user)", name, "\(access.state.rawValue)", since, until])
        }
        var lines = table.lines(indent: "  ", palette)
        if let emergency = story.emergency { lines.append("  " + ContentWords(time: time).review(emergency).text) }
        for hash in story.held {
            let line: Line = "Removals wait for a person's word. If they are meant: daypass release \(hash)"
            lines.append("  " + line.text)
        }
        if story.file == .absent, story.tombstone == nil, !story.contents.isEmpty {
            lines.append("  Its file is gone from the source branch: the next run ends it.")
        }
        return lines
    }

    private func history(_ story: RequestStory) -> [String] {
        var table = Table()
        table.rows = story.history.map { event in
            let again: Line = event.times == 1 ? "" : " (said \(event.times) times, last \(time.short(event.last)))"
            let account: Line = event.entry.account.map { "\($0)" } ?? "-"
            let kind: Line = "\(event.entry.event.kind.rawValue)"
            return Table.Row(
                event.entry.event.sign, ["\(time.short(event.entry.time))", account, kind, "\(event.entry.sentence)\(again)"])
        }
        return table.lines(indent: "  ", palette) + ["", "  Times are local (\(time.full(time.now)) now), those in sentences UTC."]
    }
}
