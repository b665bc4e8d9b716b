package import AccessCore

/// What a change means, for a terminal and the log of a CI job.
package struct CheckText: Sendable {
    private let time: TimeFormat
    private let palette: Palette
    private let paragraph: Paragraph

    /// - Parameter width: cells of a line of the terminal; nil: lines aren't broken.
    package init(time: TimeFormat, palette: Palette = .plain, width: Int? = nil) {
        (self.time, self.palette, paragraph) = (time, palette, Paragraph(width: width))
    }

    /// What the change means, and what was looked at: several lines, the last one without a line break.
    package func render(_ report: CheckReport) -> String {
        var blocks: [String] = []
        if let meaning = report.meaning {
            blocks += meaning.requests.map { block($0, meaning) }
            if let policies = meaning.policies { blocks += self.blocks(policies, meaning) }
            if meaning.requests.contains(where: \.needsApproval) {
                blocks.append(plain(RequestWords(meaning, time: time).proof))
            }
        }
        if let taken = report.snapshotTaken { blocks.append(plain(Self.snapshot(taken, time))) }
        return (blocks + [paragraph.lines(report.summary, after: "", cells: 0, indent: 0)]).joined(separator: "\n\n")
    }

    /// What else runs at the same time as a request, in whole sentences; nil if nothing does.
    package func overlaps(of id: RequestID, in meaning: ChangeMeaning) -> String? {
        guard let request = meaning.requests.first(where: { $0.id == id }), !request.overlaps.isEmpty || request.unknownOverlaps > 0 else {
            return nil
        }
        return RequestWords(meaning, time: time).overlaps(request).text
    }

    /// How old what is known of IAM is.
    static func snapshot(_ taken: Timestamp, _ time: TimeFormat) -> Phrase {
        "What IAM holds is told by a snapshot of \(strong: time.full(taken)), \(max(.zero, time.now.since(taken)).spoken) old."
    }

    private func block(_ request: RequestMeaning, _ meaning: ChangeMeaning) -> String {
        let words = RequestWords(meaning, time: time)
        var lines = [head(request.path, words.headline(request))]
        lines += words.effects(request).map(entry)
        lines += details(request, words).map { paragraph.lines($0.text, after: "    ", cells: 4, indent: 4) }
        return lines.joined(separator: "\n")
    }

    private func details(_ request: RequestMeaning, _ words: RequestWords) -> [Phrase] {
        guard request.request != nil else { return [] }
        var lines: [Phrase] = []
        switch request.kind {
        case .shortened, .reworded, .deleted, .broken: break
        case .new, .renamed, .mended, .extended:
            if let asking = words.asking(request) { lines.append(asking) }
            for given in request.gives {
                lines +=
                    [words.eligibility(given)] + words.approval(given)
                    + [words.limit(given), words.seats(given), words.review(given)].compactMap(\.self)
            }
            if !request.gives.isEmpty { lines.append(words.overlaps(request)) }
        }
        if let sha256 = request.sha256 { lines.append("sha256 \(sha256)") }
        return lines.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
    }

    private func blocks(_ policies: PolicyMeaning, _ meaning: ChangeMeaning) -> [String] {
        var blocks = policies.entitlements.map { change in
            let lines = change.items.map { entry(PolicyWords.sign($0.effect), PolicyWords.line($0)) }
            return ([head("policies/access/\(change.name).yaml", PolicyWords.headline(change))] + lines).joined(separator: "\n")
        }
        if !policies.settings.isEmpty {
            let lines = policies.settings.map { entry(PolicyWords.sign($0), PolicyWords.line($0)) }
            blocks.append((["policies/settings.yaml"] + lines).joined(separator: "\n"))
        }
        if !policies.people.isEmpty {
            let lines = policies.people.map { entry(PolicyWords.sign($0), PolicyWords.line($0)) }
            blocks.append((["policies/people.yaml"] + lines).joined(separator: "\n"))
        }
        if !policies.freezes.isEmpty {
            let lines = policies.freezes.map { entry(PolicyWords.sign($0.effect), PolicyWords.line($0)) }
            blocks.append((["freeze windows"] + lines).joined(separator: "\n"))
        }
        if policies.isEmpty { blocks.append("policies/ changes, and nobody gains or loses anything by it.") }
        return blocks + [plain(Self.owners(meaning))]
    }

    /// Whose word a change of policies needs.
    static func owners(_ meaning: ChangeMeaning) -> Phrase {
        guard !meaning.policyOwners.isEmpty else { return "A change of policies counts from the first run after the merge." }
        return """
            A change of policies is for \(Phrase.list(meaning.policyOwners, " or ")) to approve (approval.policy-owners). \
            It counts from the first run after the merge.
            """
    }

    private func head(_ path: String, _ headline: Phrase) -> String { plain("\(path): \(headline)", indent: 2) }

    private func entry(_ sign: Sign, _ words: Phrase) -> String {
        paragraph.lines(words.text, after: "  \(palette.paint(sign)) ", cells: 4, indent: 4)
    }

    private func plain(_ words: Phrase, indent: Int = 0) -> String { paragraph.lines(words.text, after: "", cells: 0, indent: indent) }
}
