import Ledger
import SSHSignatures

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The ledger's keys as people name them: the path of a file, or what would stand in it, as CI's secrets have it.
struct LedgerKeySettings {
    static let signing = "DAYPASS_LEDGER_KEY"
    static let pinned = "DAYPASS_LEDGER_KEYS"

    /// `--key`, else the environment.
    private let key: String?
    /// `--keys`, else the environment.
    private let keys: String?

    init(key: String? = nil, keys: String? = nil, _ environment: Environment) {
        self.key = key ?? environment[Self.signing]
        self.keys = keys ?? environment[Self.pinned]
    }

    /// What can't be used is kept as such: removals that are due don't wait for a key.
    var values: LedgerKeys { LedgerKeys(signing: Self.given(key, Self.signingKey), pinned: Self.given(keys, Self.publicKeys)) }

    private struct Unusable: Error {
        let why: String
    }

    private static func given<Value>(_ text: String?, _ read: (String) throws(Unusable) -> Value) -> LedgerKeys.Given<Value> {
        guard let text else { return .none }
        do { return .usable(try read(text)) } catch { return .unusable(error.why) }
    }

    /// Nothing of the text is told if it might be the key: only the path of a file that is there.
    private static func signingKey(_ text: String) throws(Unusable) -> SSHPrivateKey {
        let isText = text.contains("-----BEGIN")
        let path = access(text, F_OK) == 0 ? "'\(text)'" : "the file that was named"
        let name = "the private key " + (isText ? "that was given as text" : "in \(path)")
        let bytes = isText ? Array(text.utf8) : try contents(of: text, name, limit: SSHLimits.privateKey)
        do { return try SSHPrivateKey(text: bytes) } catch { throw Unusable(why: "\(name) is of no use: \(error)") }
    }

    private static func publicKeys(_ text: String) throws(Unusable) -> [SSHPublicKey] {
        // Every key's base64 begins so: with the length of a short name.
        let isText = text.contains(" AAAA") || text.contains("\n")
        let name = isText ? "the list of public keys that was given as text" : "the list of public keys in '\(text.prefix(256))'"
        let bytes = isText ? Array(text.utf8) : try contents(of: text, name, limit: SSHLimits.keyList)
        do {
            let lines = try SSHKeyLine.list(bytes).filter { $0.allows(LedgerKeys.namespace) }
            guard !lines.isEmpty else { throw SSHFault.malformed("no key in it may sign commits (namespace git)") }
            return lines.map(\.key)
        } catch { throw Unusable(why: "\(name) is of no use: \(error)") }
    }

    /// A file or a pipe, whole; more than `limit` bytes are refused by who reads them.
    private static func contents(of path: String, _ name: String, limit: Int) throws(Unusable) -> [UInt8] {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { throw Unusable(why: "\(name) can't be read: \(String(cString: strerror(errno)))") }
        defer { close(file) }
        var bytes: [UInt8] = []
        var part = [UInt8](repeating: 0, count: 16 * 1024)
        while bytes.count <= limit {
            let count = read(file, &part, part.count)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw Unusable(why: "\(name) can't be read: \(String(cString: strerror(errno)))") }
            if count == 0 { break }
            bytes += part[..<count]
        }
        return bytes
    }
}

extension LedgerKeySettings: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    var description: String { "the ledger's keys" }
    var debugDescription: String { description }
    var customMirror: Mirror { Mirror(self, children: []) }
}
