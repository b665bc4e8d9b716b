import AccessCore
import Reports

/// Finds the request that somebody means.
struct RequestSearch {
    /// Those of the ledger, of the source branch and of the work tree.
    let known: Set<RequestID>

    /// - Parameter text: an id, a path to its file (with `./` or without, from the top or from anywhere), or the last part
    ///   of it if no other ends so.
    /// - Throws: what is known instead, with the one that was probably meant.
    func request(_ text: String) throws(CommandFailure) -> RequestID {
        let wanted = Self.id(in: text)
        if known.contains(RequestID(wanted)) { return RequestID(wanted) }
        let ending = known.filter { $0.text.hasSuffix("/\(wanted)") }.sorted()
        if ending.count == 1 { return ending[0] }
        guard ending.isEmpty else {
            let some = ending.prefix(5).map { "requests/\($0)" }.joined(separator: " or ")
            throw CommandFailure(
                "'\(text.printable)' can be \(some.printable)\(ending.count > 5 ? " or others" : "")", advice: "Write the path of one.")
        }
        let last = known.compactMap { $0.text.split(separator: "/").last.map(String.init) }
        let meant = Suggestion.nearest(to: wanted, among: known.map(\.text) + last)
        throw CommandFailure(
            "there is no request '\(text.printable)', neither on record nor on the source branch",
            advice: meant.map { "Did you mean '\($0.printable)'?" }
                ?? "Write its path, requests/….yaml; daypass status lists those in force.")
    }

    /// The id in a path, or what may be one.
    static func id(in text: String) -> String {
        var rest = Substring(text)
        while rest.hasPrefix("./") { rest = rest.dropFirst(2) }
        if rest.hasPrefix("requests/") {
            rest = rest.dropFirst("requests/".count)
        } else if rest.hasPrefix("/") || rest.hasPrefix("../"), let folder = rest.ranges(of: "/requests/").last {
            rest = rest[folder.upperBound...]
        }
        for ending in [".review.yaml", ".yaml"] where rest.hasSuffix(ending) {
            return String(rest.dropLast(ending.count))
        }
        return String(rest)
    }
}
