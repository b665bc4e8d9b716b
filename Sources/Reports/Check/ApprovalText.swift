package import AccessCore

/// What a request would give, for whoever is about to approve it.
package struct ApprovalText: Sendable {
    private let words: RequestWords
    private let time: TimeFormat
    private let palette: Palette

    package init(time: TimeFormat, palette: Palette = .plain) {
        words = RequestWords(ChangeMeaning(ChangeMeaning.Input(requests: [], accepted: nil, now: time.now)), time: time)
        (self.time, self.palette) = (time, palette)
    }

    /// Lines: who gets what from when until when, in local time and in UTC; whose word it needs.
    package func lines(_ request: AccessRequest, gives: [GivenAccess]) -> [String] {
        var meaning = RequestMeaning(id: request.id, path: "", kind: .new, request: request, previous: nil)
        meaning.gives = gives
        var lines = words.effects(meaning).map { "\(palette.paint($0.sign)) \($0.1.text)" }
        lines.append("  In UTC: \(span(of: request)).")
        let needs = gives.flatMap { words.approval($0) + [words.limit($0), words.review($0)].compactMap(\.self) }.map { "  \($0.text)" }
        return needs.reduce(into: lines) { if !$0.contains($1) { $0.append($1) } }
    }

    /// `2026-11-22T13:00:00Z to 2026-11-22T17:00:00Z`
    private func span(of request: AccessRequest) -> String {
        let start = request.start.map(time.machine) ?? "the merge"
        switch (request.end, request.start) {
        case (.at(let end), _): return "\(start) to \(time.machine(end))"
        case (.after(let span), let begin?): return "\(start) to \(time.machine(begin.advanced(by: span)))"
        case (.after(let span), nil): return "\(span.spoken.text) from \(start) on"
        }
    }
}
