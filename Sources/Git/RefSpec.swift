/// Which of a remote's references to fetch, and what they are called here.
package struct RefSpec: Hashable, Sendable {
    /// A full name (`refs/heads/main`), or a family (`refs/heads/*`).
    package let source: String
    /// A full name, or a family if the source is one.
    package let destination: String

    package init(_ source: String, to destination: String) {
        self.source = source
        self.destination = destination
    }

    /// `refs/heads/<name>`, kept as `refs/remotes/origin/<name>`.
    package static func branch(_ name: String) -> RefSpec { RefSpec("refs/heads/\(name)", to: "refs/remotes/origin/\(name)") }

    /// All branches.
    package static let branches = branch("*")

    var isFamily: Bool { source.hasSuffix("/*") }

    /// What a reference of the remote is called here; nil if it isn't meant.
    func destination(of name: String) -> String? {
        guard isFamily else { return name == source ? destination : nil }
        guard name.hasPrefix(source.dropLast()) else { return nil }
        return String(destination.dropLast()) + name.dropFirst(source.count - 1)
    }

    /// git's notation, taking tips that aren't fast-forwards too.
    var forced: String { "+\(source):\(destination)" }

    /// Whether these can be names of references.
    package var isSound: Bool {
        isFamily == destination.hasSuffix("/*")
            && [source, destination].allSatisfy { name in
                name.hasPrefix("refs/")
                    && !(isFamily ? name.dropLast(2) : name[...]).contains { "*?[ ~^:\\".contains($0) || $0.isASCII && $0 < " " }
            }
    }

    func check() throws {
        guard isSound else { throw GitFailure(.invalid, in: "RefSpec", "\(source):\(destination) is no pair of references") }
    }
}
