/// The keys that the genesis record named when this runner saw it first, as a file beside what else it saw: whoever can
/// push could have the ledger name others later, or none.
struct RememberedKeys: Sendable {
    private let cache: any CacheFiles
    private let name: String
    /// Bytes: some hundred keys.
    private static let limit = 64 * 1024

    init(of branch: String, in cache: any CacheFiles) {
        self.cache = cache
        name = "ledger-keys." + branch.replacing("/", with: "%")
    }

    /// A key a line; nil if none were seen yet.
    func read() throws -> [String]? {
        guard let bytes = try cache.read(name, limit: Self.limit) else { return nil }
        return String(decoding: bytes, as: UTF8.self).split(separator: "\n").map(String.init)
    }

    func write(_ keys: [String]) throws { try cache.replace(name, with: Array((keys.joined(separator: "\n") + "\n").utf8)) }
}
