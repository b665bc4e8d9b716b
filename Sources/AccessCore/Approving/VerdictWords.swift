/// What a verdict that isn't a yes says, in the words that every message has.
enum VerdictWords {
    /// `it needs 1 of leads (lead01) and 1 of security (guard01)`.
    static func needs(_ shortfalls: [Shortfall]) -> String { "it needs " + shortfalls.map(\.words).joined(separator: " and ") }

    /// `; what doesn't count: member01 would get the access`; empty if nothing was set aside.
    static func without(_ setAside: [SetAside]) -> String {
        setAside.isEmpty ? "" : "; what doesn't count: " + setAside.map { "\($0.who) \($0.why)" }.joined(separator: "; ")
    }

    /// `lead01, lead02 ask for changes`.
    static func objecting(_ people: [PersonName]) -> String {
        "\(people.map(\.text).joined(separator: ", ")) \(people.count == 1 ? "asks" : "ask") for changes"
    }
}
