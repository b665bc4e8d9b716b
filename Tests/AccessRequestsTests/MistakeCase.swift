import AccessCore
import TimeZones

@testable import AccessRequests

/// A mistake, the words it must be told in, and a sample whose marks show where.
struct MistakeCase: Sendable, CustomStringConvertible {
    var code: String
    var severity = Diagnostic.Severity.error
    var message: String
    var advice: String?
    /// By path. Those below `requests/` are decoded and checked against the others, if there are others.
    var files: [String: String]
    /// Codes of what is found besides.
    var others: [String] = []
    /// The file that is meant as a whole.
    var wholeFile: String?
    var showsLine = true
    var replacesUnseen = false

    var description: String { "\(code) \(message)" }

    init(_ code: String, _ message: String, _ advice: String?, _ severity: Diagnostic.Severity = .error, files: [String: String]) {
        (self.code, self.message, self.advice, self.severity, self.files) = (code, message, advice, severity, files)
    }

    static func request(
        _ code: String, _ message: String, _ advice: String?, _ own: String, without: [String] = [],
        _ severity: Diagnostic.Severity = .error
    ) -> Self {
        Self(code, message, advice, severity, files: ["requests/a.yaml": Base.with(own, in: Base.request, without: without)])
    }

    static func policy(
        _ code: String, _ message: String, _ advice: String?, _ file: String, _ own: String, without: [String] = [],
        _ severity: Diagnostic.Severity = .error
    ) -> Self {
        let base = file == "settings.yaml" ? Base.settings : file == "people.yaml" ? Base.people : Base.entitlement
        return Self(code, message, advice, severity, files: Base.policies("policies/" + file, Base.with(own, in: base, without: without)))
    }

    func also(_ codes: String...) -> Self {
        var copy = self
        copy.others = codes
        return copy
    }

    /// Beside another file.
    func with(_ path: String, _ text: String) -> Self {
        var copy = self
        copy.files[path] = text
        return copy
    }

    /// The line is too long to be shown, or not to be repeated.
    func excerptLeftOut() -> Self {
        var copy = self
        copy.showsLine = false
        return copy
    }

    /// What shows nothing is replaced where the line is shown.
    func unseen() -> Self {
        var copy = self
        copy.replacesUnseen = true
        return copy
    }

    /// When requests are looked at.
    static let judged = Timestamp(seconds: 1_793_491_200)  // 2026-11-01

    /// What is found.
    func diagnostics(timezone: TimeZoneRules) -> [Diagnostic] {
        let sources = files.map { SourceFile(path: $0, bytes: Array(MarkedText($1).text.utf8)) }
        let policyFiles = sources.filter { $0.path.hasPrefix("policies/") }
        let policies = policyFiles.isEmpty ? nil : PolicyDecoder().decode(policyFiles, tree: TreeID("t"))
        var found = policies?.diagnostics ?? []
        for source in sources where source.path.hasPrefix("request") {
            let decoded = RequestDecoder(timezone: timezone).decode(source)
            found += decoded.diagnostics
            if let request = decoded.value, let policies = policies?.value {
                found += crossCheck(request, against: policies, judged: Self.judged)
            }
        }
        return found
    }

    /// What must be found.
    var expected: Diagnostic {
        for (path, sample) in files where sample.contains("«") {
            let marked = MarkedText(sample)
            let line = marked.text.split(separator: "\n", omittingEmptySubsequences: false)[(marked.line ?? 1) - 1]
            var excerpt = String.UnicodeScalarView()
            for scalar in line.unicodeScalars {
                excerpt.append(!replacesUnseen || !isUnseen(scalar) ? scalar : scalar == "\t" ? " " : "\u{FFFD}")
            }
            let place = Place(
                path, line: marked.line, column: marked.column, endColumn: marked.endColumn, excerpt: showsLine ? String(excerpt) : nil)
            return Diagnostic(severity, code, message, advice: advice, at: place)
        }
        return Diagnostic(severity, code, message, advice: advice, at: wholeFile.map { Place($0) })
    }
}
