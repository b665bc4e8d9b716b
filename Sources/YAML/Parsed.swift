/// What became of a file.
package struct Parsed: Sendable {
    /// The document's tree; nil if none could be made. It is there beside problems that leave the rest readable: of
    /// duplicate keys it has the first, and an alias stands in it as the plain text that was written.
    package var root: Node?
    /// Everything that is not accepted, in the file's order. Only a file without problems may be used.
    package var problems: [Problem]

    package init(root: Node?, problems: [Problem]) {
        self.root = root
        self.problems = problems
    }
}

/// Reads one YAML document, strictly: UTF-8, one document, unique keys, no anchors, aliases, tags, directives or
/// separating tabs, and within limits.
///
/// Places are right whatever is wrong with the bytes. Nothing is thrown, since what is wrong with a file is its
/// author's to read: all of it at once.
package func parseYAML(_ bytes: [UInt8], limits: Limits = .standard) -> Parsed {
    let text = SourceText(bytes, limits: limits)
    guard text.problems.isEmpty else { return Parsed(root: nil, problems: text.problems) }
    let parser: EventParser
    do { parser = try EventParser(text.bytes) } catch {
        return Parsed(root: nil, problems: [SyntaxWords.problem(for: error, in: text)])
    }
    var builder = TreeBuilder(parser, text: text, limits: limits)
    var root: Node?
    var failure: Problem?
    var reached: Mark?
    do throws(TreeBuilder.Stop) {
        root = try builder.document()
        if root == nil { failure = Problem(kind: .emptyDocument, range: SourceRange(start: .start, end: .start)) }
    } catch {
        switch error {
        case .failed(let libyaml):
            failure = SyntaxWords.problem(for: libyaml, in: text)
            // What the parser was in the middle of may be a text in which tabs are fine.
            reached = min(libyaml.contextPlace ?? libyaml.place, libyaml.place)
        case .at(let mark): reached = mark
        }
    }
    var problems = builder.problems
    if let failure, !(failure.kind == .emptyDocument && !problems.isEmpty) { problems.append(failure) }
    if !text.tabs.isEmpty {
        let most = max(0, limits.problems - problems.count)
        let tabs = text.separatingTabs(outside: builder.textRanges, before: reached, most: most)
        problems += tabs.map { Problem(kind: .tab, range: text.characterRange(at: $0)) }
    }
    problems.sort { ($0.range.start, $0.range.end) < ($1.range.start, $1.range.end) }
    return Parsed(root: root, problems: problems)
}
