import AccessCore
import Reports

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// A snapshot of accounts as a JSON file, version 1. Read as what anybody may have written.
enum SnapshotFile {
    /// Bytes that are read: 100 accounts of 5,000 users with a few groups and tags each stay far below.
    static let limit = 256 << 20

    private struct Document: Codable {
        var version: Int
        var taken: Timestamp
        var repository: String
        var accounts: [AccountName: Account]
    }

    private struct Account: Codable {
        var groups: [GroupName]
        var tags: [String]
        var users: [UserName: User]
    }

    private struct User: Codable {
        var groups: [GroupName]?
        var others: Int?
        var tags: [String: String]?

        private enum CodingKeys: String, CodingKey {
            case groups, tags
            case others = "other-groups"
        }
    }

    static func text(of snapshot: DirectorySnapshot) throws -> String {
        let accounts = snapshot.accounts.mapValues { account in
            Account(
                groups: account.groups.sorted(), tags: account.tags.sorted(),
                users: account.users.mapValues { user in
                    User(
                        groups: user.groups.isEmpty ? nil : user.groups.sorted(), others: user.otherGroups == 0 ? nil : user.otherGroups,
                        tags: user.tags.isEmpty ? nil : user.tags)
                })
        }
        return try JSONText.of(Document(version: 1, taken: snapshot.taken, repository: snapshot.repository, accounts: accounts))
    }

    static func read(_ path: String) throws -> DirectorySnapshot {
        let bytes: Data
        do {
            let size =
                try FileManager.default.attributesOfItem(atPath: path)[.size].flatMap { ($0 as? UInt64).map(Int.init) ?? $0 as? Int } ?? 0
            guard size <= limit else { throw wrong(path, "it has \(size) bytes, more than \(limit)") }
            bytes = try Data(contentsOf: URL(fileURLWithPath: path))
        } catch let failure as CommandFailure { throw failure } catch { throw wrong(path, "it can't be read") }
        let document: Document
        do { document = try JSONDecoder().decode(Document.self, from: bytes) } catch let error as DecodingError {
            throw wrong(path, Self.words(error))
        } catch { throw wrong(path, "it is no JSON") }
        guard document.version == 1 else { throw wrong(path, "version \(document.version) is not known") }
        return DirectorySnapshot(
            taken: document.taken, repository: document.repository,
            accounts: try document.accounts.mapValues { account in
                DirectorySnapshot.Account(
                    groups: Set(account.groups), tags: Set(account.tags),
                    users: try account.users.mapValues { user in
                        guard (0...10_000).contains(user.others ?? 0) else { throw wrong(path, "other-groups is no count") }
                        return DirectorySnapshot.User(groups: Set(user.groups ?? []), otherGroups: user.others ?? 0, tags: user.tags ?? [:])
                    })
            })
    }

    private static func wrong(_ path: String, _ why: String) -> CommandFailure {
        CommandFailure("--snapshot: \(path) is no snapshot: \(why.printable)", advice: "Take one with daypass snapshot --output FILE.")
    }

    private static func words(_ error: DecodingError) -> String {
        func place(_ context: DecodingError.Context) -> String {
            let keys = context.codingPath.map(\.stringValue).joined(separator: ".")
            return keys.isEmpty ? "at the top" : "at \(keys)"
        }
        return switch error {
        case .keyNotFound(let key, let context): "'\(key.stringValue)' is missing \(place(context))"
        case .typeMismatch(_, let context), .valueNotFound(_, let context): "what stands \(place(context)) is something else"
        case .dataCorrupted(let context): context.codingPath.isEmpty ? "it is no JSON" : "\(place(context)): \(context.debugDescription)"
        @unknown default: "it makes no sense"
        }
    }
}
