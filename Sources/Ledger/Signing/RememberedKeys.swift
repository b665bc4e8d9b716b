/// The keys that the genesis record named when this runner saw it first, or that it named none, as a file beside what else
/// it saw: whoever can push could have the ledger name others later.
struct RememberedKeys: Sendable {
    private let cache: any CacheFiles
    private let name: String
    /// Bytes: some hundred keys.
    private static let limit = 64 * 1024

    /// How the files' names begin.
    static let prefix = "ledger-keys."

    init(of branch: String, in cache: any CacheFiles) {
        self.cache = cache
        name = Self.prefix + branch.replacing("/", with: "%")
    }

    /// A key a line, so none is an empty list; nil if the ledger wasn't seen yet.
    func read() throws -> [String]? {
        guard let bytes = try cache.read(name, limit: Self.limit) else { return nil }
        return String(decoding: bytes, as: UTF8.self).split(separator: "\n").map(String.init)
    }

    func write(_ keys: [String]) throws { try cache.replace(name, with: Array((keys.joined(separator: "\n") + "\n").utf8)) }
}
