import Reconciliation

extension DirectoryFile {
    /// Reads the file's text. Failures name `path` and the place in it.
    init(json bytes: [UInt8], path: String) throws(DirectoryFailure) {
        let root: JSONValue
        do throws(JSONReader.Mistake) { root = try JSONReader.value(of: bytes) } catch {
            throw DirectoryFailure(.malformed, "\(path):\(error.line):\(error.column): \(error.message)")
        }
        do throws(Misfit) { try self.init(root) } catch {
            throw DirectoryFailure(.malformed, "\(path): \(error.place.isEmpty ? "" : error.place + ": ")\(error.message)")
        }
    }

    /// The file's text.
    var json: [UInt8] {
        var members = others
        members["version"] = .number("\(Self.version)")
        members["groups"] = .strings(groups)
        members["users"] = .object(users.mapValues(\.json))
        return Array(JSONValue.object(members).text.utf8)
    }

    private init(_ root: JSONValue) throws(Misfit) {
        others = try root.members(at: "")
        guard let version = others.removeValue(forKey: "version") else { throw Misfit(place: "version", message: "is missing") }
        guard version == .number("\(Self.version)") else {
            throw Misfit(place: "version", message: "this program reads \(Self.version) and nothing else")
        }
        groups = try others.removeValue(forKey: "groups")?.strings(at: "groups") ?? []
        users = [:]
        let existing = Set(groups)
        for (name, user) in try others.removeValue(forKey: "users")?.members(at: "users").sorted(by: { $0.key < $1.key }) ?? [] {
            users[name] = try User(user, at: "users.\(name)", existing: existing)
        }
    }
}

extension DirectoryFile.User {
    fileprivate var json: JSONValue {
        var members = others
        if let id { members["id"] = .string(id) }
        members["groups"] = .strings(groups)
        members["tags"] = .object(tags.mapValues { .string($0) })
        if let policies { members["policies"] = policies }
        return .object(members)
    }

    /// What IAM could never hold is refused, for it would make the directory behave unlike IAM: a group that
    /// isn't there, one tag twice.
    fileprivate init(_ value: JSONValue, at place: String, existing: Set<String>) throws(Misfit) {
        others = try value.members(at: place)
        id = try others.removeValue(forKey: "id")?.string(at: place + ".id")
        groups = try others.removeValue(forKey: "groups")?.strings(at: place + ".groups") ?? []
        policies = others.removeValue(forKey: "policies")
        tags = [:]
        if let stranger = groups.first(where: { !existing.contains($0) }) {
            throw Misfit(place: place + ".groups", message: "there is no group '\(stranger)'")
        }
        var keys: [String: String] = [:]
        for (key, value) in try others.removeValue(forKey: "tags")?.members(at: place + ".tags").sorted(by: { $0.key < $1.key }) ?? [] {
            if let twin = keys.updateValue(key, forKey: TagRules.foldedKey(key)) {
                throw Misfit(place: place + ".tags", message: "'\(twin)' and '\(key)' differ only in case")
            }
            tags[key] = try value.string(at: place + ".tags.\(key)")
        }
    }
}

/// JSON that isn't a directory's.
private struct Misfit: Error {
    /// Keys on the way to it, joined by dots; empty for the whole.
    let place: String
    let message: String
}

extension JSONValue {
    fileprivate static func strings(_ items: [String]) -> JSONValue { .array(items.map { .string($0) }) }

    fileprivate func members(at place: String) throws(Misfit) -> [String: JSONValue] {
        guard case .object(let members) = self else { throw Misfit(place: place, message: "an object is expected") }
        return members
    }

    fileprivate func string(at place: String) throws(Misfit) -> String {
        guard case .string(let text) = self else { throw Misfit(place: place, message: "a string is expected") }
        return text
    }

    fileprivate func strings(at place: String) throws(Misfit) -> [String] {
        guard case .array(let items) = self else { throw Misfit(place: place, message: "a list of strings is expected") }
        var strings: [String] = []
        for (index, item) in items.enumerated() { strings.append(try item.string(at: "\(place)[\(index)]")) }
        return strings
    }
}
