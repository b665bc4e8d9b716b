import AccessCore

/// What pages of `GetAccountAuthorizationDetails` add up to. A page may be short or empty: whether there is another one is
/// said by `IsTruncated` and `Marker` alone.
struct Pages {
    /// Items asked for in a page, the most there is.
    static let size = 1000
    /// Pages that are followed. An account has 5,000 users and 500 groups at the most by default: six full pages.
    static let most = 1000
    /// Users that are held: ten times the default quota.
    static let mostUsers = 50_000

    struct Problem: Error {
        let message: String
    }

    private(set) var account = ActualAccount(users: [:], groups: [])
    /// Where the next page begins; nil before the first and after the last.
    private(set) var next: String?
    private var markers: Set<String> = []
    private var count = 0

    /// Of the next call.
    var parameters: [(name: String, value: String)] {
        var parameters = [("Filter.member.1", "User"), ("Filter.member.2", "Group"), ("MaxItems", "\(Self.size)")]
        if let next { parameters.append(("Marker", next)) }
        return parameters
    }

    mutating func add(_ page: AuthorizationDetails, clock: Timestamp?, asked: Timestamp? = nil) throws(Problem) {
        count += 1
        account.calls = count
        if clock != nil { (account.clock, account.asked) = (clock, asked) }
        if account.users.isEmpty { account.users.reserveCapacity(page.users.count) }
        for user in page.users {
            // The same one twice is harmless; if the two differ, one of them is out of date, and nobody knows which.
            if let known = account.users.updateValue(user, forKey: user.name), known != user {
                throw Problem(message: "the user \(user.name) is in it twice, and differs")
            }
        }
        account.groups.formUnion(page.groups)
        next = page.next
        guard account.users.count <= Self.mostUsers else { throw Problem(message: "more than \(Self.mostUsers) users") }
        guard let next else { return }
        guard count < Self.most else { throw Problem(message: "more than \(Self.most) pages") }
        guard markers.insert(next).inserted else { throw Problem(message: "the same Marker came twice") }
    }
}
