import AccessCore
import Foundation

/// A mistake as a file of `Tests/BadFiles`: what must be said of it stands at its top, and where is marked in it.
///
///     # DP1203 error: unknown key 'acess' — did you mean 'access'?
///     # file: requests/a.yaml
///     version: 1
///     «acess»: [prod]
///
/// A second line of the head, `# advice: …`, says what is to be done. `# beside: the sample's policies` stands for the three
/// files of `Base`; any other file has a `# file:` of its own.
struct BadFile {
    /// Where they stand: in no target's folder, since they are read as they are.
    static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .appendingPathComponent("BadFiles").path

    private static let beside = "# beside: the sample's policies"
    private static let unbroken = " (without a line break at its end)"

    var name: String
    var text: String

    /// As it is written; `number` keeps apart those of one code.
    init(_ example: MistakeCase, number: Int) {
        let words = example.message.lowercased().split { !("a"..."z" ~= $0) && !("0"..."9" ~= $0) }.prefix(6).joined(separator: "-")
        name = "\(example.code)-\(number)-\(words).txt"
        var lines = ["# \(example.code) \(example.severity.rawValue): \(example.message)"]
        if let advice = example.advice { lines.append("# advice: \(advice)") }
        if !example.others.isEmpty { lines.append("# also: \(example.others.joined(separator: " "))") }
        if let whole = example.wholeFile { lines.append("# whole: \(whole)") }
        if !example.showsLine { lines.append("# shows: no line") }
        if example.replacesUnseen { lines.append("# shows: what is unseen, replaced") }
        var files = example.files
        let base = Base.policies()
        if Set(base.keys).isSubset(of: files.keys) {
            lines.append(Self.beside)
            for (path, text) in base where files[path] == text { files[path] = nil }
        }
        text = lines.map { $0 + "\n" }.joined()
        for (path, content) in files.sorted(by: { $0.key < $1.key }) {
            let isWhole = content.utf8.last == UInt8(ascii: "\n")
            text += "# file: \(path)\(isWhole ? "" : Self.unbroken)\n" + content + (isWhole ? "" : "\n")
        }
    }

    init(_ name: String) throws {
        self.name = name
        text = try String(contentsOfFile: Self.folder + "/" + name, encoding: .utf8)
    }

    /// Nil if it isn't written as it should be.
    var example: MistakeCase? {
        var lines = text.split(omittingEmptySubsequences: false) { $0 == "\n" }.map(String.init)[...]
        guard let first = lines.popFirst(), let head = first.wholeMatch(of: /# (DP[0-9]{4}) ([a-z]+): (.*)/),
            let severity = Diagnostic.Severity(rawValue: String(head.2))
        else { return nil }
        var example = MistakeCase(String(head.1), String(head.3), nil, severity, files: [:])
        while let line = lines.first, !line.hasPrefix("# file: ") {
            switch line {
            case Self.beside: example.files = Base.policies()
            case "# shows: no line": example.showsLine = false
            case "# shows: what is unseen, replaced": example.replacesUnseen = true
            default:
                guard let entry = line.wholeMatch(of: /# (advice|also|whole): (.*)/) else { return nil }
                switch entry.1 {
                case "advice": example.advice = String(entry.2)
                case "also": example.others = entry.2.split(separator: " ").map(String.init)
                default: example.wholeFile = String(entry.2)
                }
            }
            lines.removeFirst()
        }
        while let line = lines.popFirst(), line.hasPrefix("# file: ") {
            let isUnbroken = line.hasSuffix(Self.unbroken)
            let path = line.dropFirst("# file: ".count).dropLast(isUnbroken ? Self.unbroken.count : 0)
            let body = lines.prefix { !$0.hasPrefix("# file: ") }
            lines = lines.dropFirst(body.count)
            // Behind the last line break of the whole nothing follows.
            let own = lines.isEmpty ? body.dropLast() : body
            example.files[String(path)] = own.joined(separator: "\n") + (isUnbroken ? "" : "\n")
        }
        return example.files.isEmpty ? nil : example
    }
}
