import AccessCore

/// One comment on a pull request, which is replaced by the next one: counts first, then who gets what, details folded.
package struct CheckMarkdown: Sendable {
    /// The first line of every such comment: by it the one to be replaced is found.
    package static let marker = "<!-- daypass check -->"
    /// The characters that GitHub takes in a comment. GitLab takes 1,000,000.
    package static let usualLimit = 65_536
    /// Less than this holds not even the counts.
    package static let leastLimit = 2000
    /// Kept free for the note that something was cut.
    private static let reserve = 400

    private let time: TimeFormat
    private let limit: Int

    /// - Parameter limit: bytes of UTF-8 that the comment has at most, so that it fits however a forge counts characters.
    package init(time: TimeFormat, limit: Int = usualLimit) { (self.time, self.limit) = (time, max(limit, Self.leastLimit)) }

    package func render(_ report: CheckReport) -> String {
        var comment = "\(Self.marker)\n### \(headline(report))\n"
        var left = 0
        for section in sections(report) {
            // What comes later could be shorter, but nobody should have to guess what is missing in between.
            guard left == 0 else {
                left += 1
                continue
            }
            let room = limit - Self.reserve - comment.utf8.count - 1
            if section.full.utf8.count <= room {
                comment += "\n" + section.full
            } else if section.short.utf8.count <= room {
                comment += "\n" + section.short
            } else {
                left += 1
            }
        }
        if left > 0 {
            comment +=
                "\n**Cut here**: \(left) more \(left == 1 ? "part doesn't" : "parts don't") fit into a comment. The log of the check has all of it.\n"
        }
        return comment
    }

    /// A part of the comment, with its folded details and without.
    private struct Section {
        var full: String
        var short: String

        init(_ full: String, short: String? = nil) { (self.full, self.short) = (full, short ?? full) }
    }

    private func headline(_ report: CheckReport) -> String {
        var parts: [Line] = []
        if report.mistakes > 0 { parts.append(report.mistakes.of("mistake")) }
        if let meaning = report.meaning {
            let valid = meaning.requests.count { $0.request != nil }
            let ends = meaning.requests.count { $0.kind == .deleted }
            if valid > 0 {
                parts.append(report.mistakes == 0 ? "\(valid.of("request")) \(valid == 1 ? "is" : "are") valid" : valid.of("request"))
            }
            if ends > 0 { parts.append("\(ends.of("request")) \(ends == 1 ? "ends" : "end")") }
            if report.needApproval > 0 { parts.append("\(report.needApproval) \(report.needApproval == 1 ? "needs" : "need") approval") }
            if let policies = meaning.policies { parts.append(policies.isEmpty ? "policies change without effect" : "policies change") }
        }
        if report.warnings > 0 { parts.append(report.warnings.of("warning")) }
        if parts.isEmpty { parts.append("no mistakes, and nothing that gives or takes access") }
        return "Daypass: " + Line.list(parts).text
    }

    private func sections(_ report: CheckReport) -> [Section] {
        var sections = report.diagnostics.filter { $0.severity != .note }.map { Section(self.item($0)) }
        guard let meaning = report.meaning else { return sections + [footer(report)] }
        let words = RequestWords(meaning, time: time)
        sections += meaning.requests.map { section($0, words) }
        if meaning.requests.contains(where: \.needsApproval) { sections.append(Section(words.proof.markdown + "\n")) }
        if let policies = meaning.policies { sections += self.sections(policies) + [Section(CheckText.owners(meaning).markdown + "\n")] }
        return sections + [footer(report)]
    }

    private func item(_ diagnostic: Diagnostic) -> String {
        var place: Phrase = ""
        if let at = diagnostic.place {
            let line = at.line.map { ":\($0)" + (at.column.map { ":\($0)" } ?? "") } ?? ""
            place = "\(at.path + line) "
        }
        let advice: Phrase = diagnostic.advice.map { " — \(time.localized($0))" } ?? ""
        let sentence: Phrase =
            "- **\(diagnostic.severity.rawValue.line)** \(place)\(time.localized(diagnostic.message))\(advice) (\(diagnostic.code.line))"
        return sentence.markdown + "\n"
    }

    private func section(_ request: RequestMeaning, _ words: RequestWords) -> Section {
        let head: Phrase = "#### \(request.path)\n\(words.headline(request).sentence).\n"
        let effects = words.effects(request).map { Self.entry($0.sign, $0.1) }.joined()
        var details: [String] = []
        if request.needsApproval {
            var lines: [Phrase] = [words.asking(request)].compactMap(\.self) + request.gives.flatMap { words.approval($0) }
            lines = lines.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
            details = lines.map { "- \($0.markdown)\n" }
        }
        let body = head.markdown + (effects.isEmpty ? "" : "\n" + effects) + details.joined()
        guard request.request != nil else { return Section(body) }
        return Section(body + folded(request, words), short: body + "\nDetails are cut; the log of the check has them.\n")
    }

    /// An item of a list. The sign is strong, since a bare `+` or `-` would begin a list of its own inside (CommonMark 0.31, 5.2).
    private static func entry(_ sign: Sign, _ words: Phrase) -> String {
        "- **\(sign == .removal ? "−" : sign.rawValue)** \(words.markdown)\n"
    }

    private func folded(_ request: RequestMeaning, _ words: RequestWords) -> String {
        var lines: [Phrase] = []
        if request.needsApproval {
            for given in request.gives {
                lines += [words.eligibility(given)] + [words.limit(given), words.seats(given), words.review(given)].compactMap(\.self)
            }
            if !request.gives.isEmpty { lines.append(words.overlaps(request)) }
        }
        if let ticket = request.request?.ticket { lines.append("Ticket \(ticket).") }
        if let sha256 = request.sha256 { lines.append("To name this very content in a review: sha256 \(sha256)") }
        var text = "\n<details><summary>Reason, plan and roll-back, limits, sha256 for the review</summary>\n\n"
        text += lines.reduce(into: [Phrase]()) { if !$0.contains($1) { $0.append($1) } }.map { "- \($0.markdown)\n" }.joined()
        let texts = [
            ("Reason", request.request?.reason), ("Plan", request.request?.plan), ("Roll-back", request.request?.rollback),
        ]
        for (name, content) in texts { if let content { text += "\n\(name):\n\n\(Markdown.block(content))\n" } }
        return text + "\n</details>\n"
    }

    private func sections(_ policies: PolicyMeaning) -> [Section] {
        func list(_ head: Phrase, _ lines: [(Sign, Phrase)]) -> Section {
            Section(head.markdown + "\n" + lines.map { Self.entry($0.0, $0.1) }.joined())
        }
        var sections = policies.entitlements.map { change in
            list(
                "#### \("policies/access/" + change.name.text + ".yaml")\n\(PolicyWords.headline(change).sentence).\n",
                change.items.map { (PolicyWords.sign($0.effect), PolicyWords.line($0)) })
        }
        if !policies.settings.isEmpty {
            sections.append(list("#### Settings\n", policies.settings.map { (PolicyWords.sign($0), PolicyWords.line($0)) }))
        }
        if !policies.people.isEmpty {
            sections.append(list("#### People\n", policies.people.map { (PolicyWords.sign($0), PolicyWords.line($0)) }))
        }
        if !policies.freezes.isEmpty {
            sections.append(list("#### Freeze windows\n", policies.freezes.map { (PolicyWords.sign($0.effect), PolicyWords.line($0)) }))
        }
        return sections
    }

    private func footer(_ report: CheckReport) -> Section {
        let snapshot: Phrase = report.snapshotTaken.map { " " + CheckText.snapshot($0, time) } ?? ""
        let at: Phrase = report.source.map { " at \($0.short)" } ?? ""
        let words: Phrase = "Checked\(at) on \(strong: time.full(time.now)).\(snapshot) Neither IAM nor the ledger was asked."
        return Section("<sub>" + words.markdown + "</sub>\n")
    }
}

extension String {
    /// Of ours, in a sentence.
    var line: Line { "\(self)" }
}
