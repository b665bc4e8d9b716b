import AccessCore
import YAML

/// One file while it is read: collects all that is wrong with it, each with its place.
final class FileReader {
    let path: String
    let area: Area
    let clock: LocalClock
    private let bytes: [UInt8]
    private let limits: YAML.Limits
    private var lines: SourceLines?
    /// Where YAML itself is wrong, so that what follows from it isn't told again.
    private var broken: Set<Mark> = []
    private(set) var holdsSecret = false
    private(set) var diagnostics: [Diagnostic] = []
    private(set) var hasErrors = false
    private var suggestions = 0

    init(_ file: SourceFile, area: Area, clock: LocalClock, limits: YAML.Limits) {
        (path, bytes, self.area, self.clock, self.limits) = (file.path, file.bytes, area, clock, limits)
    }

    /// The whole document as a field; nil if there is nothing to read. Keys can be read even if YAML has problems.
    func document(_ name: String, _ form: MappingForm) -> Field? {
        let isRead = bytes.count <= limits.bytes
        let secrets = isRead ? bytes.withUnsafeBufferPointer { SecretScan.findings(in: $0) } : []
        holdsSecret = !secrets.isEmpty
        let parsed = parseYAML(bytes, limits: limits)
        for secret in secrets { report(.secret(secret.kind), at: sourceLines().range(ofBytes: secret.range)) }
        for problem in parsed.problems { report(YAMLMistake(problem, start: form.start), area: .files, at: problem.range) }
        broken = Set(parsed.problems.map(\.range.start))
        guard let root = parsed.root else { return nil }
        // An escape can spell a secret that the bytes don't show.
        if secrets.isEmpty, bytes.contains(UInt8(ascii: "\\")) { reportEscapedSecrets(in: root) }
        let top = SourceRange(start: root.range.start, end: root.range.start)
        let document = Field(name: name, key: top, node: root, form: .mapping(form))
        if document.shape == .mapping { return document }
        report(.notADocument(name, found: document.shape, start: form.start), at: root.range)
        return nil
    }

    /// What was probably meant, for the first few misspelt names: a file of nothing else must not take long.
    func suggestion(for text: String, among names: some Sequence<String>) -> String? {
        suggestions += 1
        return suggestions <= InputLimits.suggestions ? Suggestion.nearest(to: text, among: names) : nil
    }

    /// Of a file that isn't YAML: its size, its encoding, and secrets in it. False if it is better not read.
    func checkBytes(_ bytes: [UInt8], limits: YAML.Limits) -> Bool {
        let top = SourceRange(start: .start, end: .start)
        guard bytes.count <= limits.bytes else {
            report(YAMLMistake(Problem(kind: .tooLarge(bytes: bytes.count, limit: limits.bytes), range: top)), area: .files, at: top)
            return false
        }
        guard String(validating: bytes, as: UTF8.self) != nil else {
            let byte = bytes.first { $0 >= 0x80 } ?? 0
            report(YAMLMistake(Problem(kind: .notUTF8(byte: byte), range: top)), area: .files, at: top)
            return false
        }
        let secrets = bytes.withUnsafeBufferPointer { SecretScan.findings(in: $0) }
        holdsSecret = !secrets.isEmpty
        for secret in secrets { report(.secret(secret.kind), at: sourceLines().range(ofBytes: secret.range)) }
        return true
    }

    func report(_ mistake: ShapeMistake, at range: SourceRange) {
        guard !broken.contains(range.start) else { return }
        report(mistake, area: area, at: range)
    }

    func report(_ mistake: some Mistake, at range: SourceRange) { report(mistake, area: area, at: range) }

    /// A mistake of the file as a whole.
    func report(_ mistake: some Mistake, area: Area) { add(mistake, area: area, place: Place(path)) }

    private func report(_ mistake: some Mistake, area: Area, at range: SourceRange) { add(mistake, area: area, place: place(range)) }

    private func add(_ mistake: some Mistake, area: Area, place: Place) {
        if mistake.severity == .error { hasErrors = true }
        guard diagnostics.count < InputLimits.mistakes else {
            if diagnostics.count == InputLimits.mistakes, mistake.severity == .error {
                let more = FileMistake.moreMistakes
                diagnostics.append(
                    Diagnostic(more.severity, Area.files.code(more.number), more.message, advice: more.advice, at: Place(path)))
            }
            return
        }
        let (message, advice) = (mistake.message, mistake.advice)
        diagnostics.append(
            Diagnostic(
                mistake.severity, area.code(mistake.number), holdsSecret ? SecretScan.masked(message) : message,
                advice: holdsSecret ? advice.map(SecretScan.masked) : advice, at: place))
    }

    /// A range as a place, marked on its first line.
    func place(_ range: SourceRange) -> Place {
        let line = sourceLines().line(range.start.line, withText: !holdsSecret)
        let column = min(max(range.start.column, 1), line.count + 1)
        let end = range.end.line == range.start.line ? range.end.column : line.count + 1
        return Place(path, line: line.number, column: column, endColumn: min(max(end, column), line.count + 1), excerpt: line.text)
    }

    private func sourceLines() -> SourceLines {
        if let lines { return lines }
        let made = SourceLines(bytes)
        lines = made
        return made
    }

    private func reportEscapedSecrets(in node: Node) {
        switch node.content {
        case .scalar(let scalar):
            guard scalar.style == .doubleQuoted, SecretScan.isSecret(scalar.text) else { return }
            holdsSecret = true
            report(.secret("a secret"), at: node.range)
        case .sequence(let nodes): nodes.forEach(reportEscapedSecrets)
        case .mapping(let entries):
            for entry in entries {
                reportEscapedSecrets(in: entry.key)
                reportEscapedSecrets(in: entry.value)
            }
        }
    }
}
