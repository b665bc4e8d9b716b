import Reconciliation

/// A file of the AWS CLI: sections of keys and values, as Python's `configparser` reads them for it.
///
/// Comments are lines of their own; a line that is indented deeper than the key above belongs to that key and is passed
/// over (nested settings, which credentials have none of).
struct ConfigurationFile: Hashable, Sendable {
    /// Bytes of a file; hundreds of profiles fit.
    static let largest = 1 << 20

    /// Keys are in lower case.
    private(set) var sections: [String: [String: String]] = [:]

    init() {}

    init(_ text: String, path: String) throws(DirectoryFailure) {
        var section: String?
        var indent: Int?
        for (index, line) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated() {
            func mistake(_ message: String) -> DirectoryFailure {
                DirectoryFailure(.credentials, "\(path):\(index + 1): \(message)")
            }
            let content = line.trimmed
            guard let first = content.first, first != "#", first != ";" else { continue }
            let depth = line.prefix { $0 == " " || $0 == "\t" }.count
            if let indent, depth > indent { continue }
            if first == "[" {
                guard let end = content.lastIndex(of: "]") else { throw mistake("']' is missing") }
                let name = String(content[content.index(after: content.startIndex)..<end].trimmed)
                guard sections.updateValue([:], forKey: name) == nil else { throw mistake("[\(name)] stands here a second time") }
                (section, indent) = (name, nil)
                continue
            }
            // What the line says isn't repeated: it may be a secret in the wrong place.
            guard let section else { throw mistake("a [section] is expected before this line") }
            guard let mark = content.firstIndex(where: { $0 == "=" || $0 == ":" }), mark != content.startIndex else {
                throw mistake("'key = value' is expected")
            }
            let key = content[..<mark].trimmed.lowercased()
            let value = String(content[content.index(after: mark)...].trimmed)
            guard sections[section]?.updateValue(value, forKey: key) == nil else { throw mistake("'\(key)' stands here a second time") }
            indent = depth
        }
    }

    /// Profiles of the configuration file: `[default]` and `[profile name]`.
    var profilesOfConfiguration: [String: [String: String]] {
        var profiles: [String: [String: String]] = [:]
        for (name, values) in sections {
            if name == "default" {
                profiles[name, default: [:]].merge(values) { current, _ in current }
            } else if name.hasPrefix("profile"), let next = name.dropFirst(7).first, next == " " || next == "\t" {
                profiles[name.dropFirst(7).trimmed.unquoted, default: [:]].merge(values) { _, new in new }
            }
        }
        return profiles
    }
}

extension Substring {
    fileprivate var trimmed: Substring {
        var rest = drop(while: \.isWhitespace)
        while rest.last?.isWhitespace == true { rest.removeLast() }
        return rest
    }

    /// Without quotes around it.
    fileprivate var unquoted: String {
        guard count >= 2, let mark = first, mark == "\"" || mark == "'", last == mark else { return String(self) }
        return String(dropFirst().dropLast())
    }
}
