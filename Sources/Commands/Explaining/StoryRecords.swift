import AccessCore
import Ledger

/// Which records belong to a request's story: those that name it, and what was found of memberships while it was what gave them.
/// An inference names a membership and no request.
struct StoryRecords {
    private let id: RequestID
    /// What the request gives and nobody has taken away yet.
    private var held: Set<Membership> = []

    private init(_ id: RequestID) { self.id = id }

    /// - Parameter entries: at least those about the request, and all inferences; by time.
    static func about(_ id: RequestID, among entries: [LedgerEntry]) -> [LedgerEntry] {
        var story = StoryRecords(id)
        return entries.filter { story.takes($0) }
    }

    private mutating func takes(_ entry: LedgerEntry) -> Bool {
        if case .inferred(let value) = entry.event {
            guard value.finding == .membershipGone || value.finding == .userGone, let account = entry.account else { return false }
            return held.remove(Membership(account: account, user: value.user, group: value.group)) != nil
        }
        let subjects = entry.event.subjects.filter { $0.requests.contains(id) }
        for membership in subjects.compactMap({ Self.membership($0, entry) }) {
            switch entry.event {
            case .accepted, .granted, .extended, .shortened, .mended, .recovered: held.insert(membership)
            case .revoked: held.remove(membership)
            default: break
            }
        }
        return !subjects.isEmpty
    }

    private static func membership(_ subject: RecordSubject, _ entry: LedgerEntry) -> Membership? {
        guard let account = entry.account, let user = subject.user, let group = subject.group else { return nil }
        return Membership(account: account, user: user, group: group)
    }
}
