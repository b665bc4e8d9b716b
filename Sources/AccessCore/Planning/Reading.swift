/// How reading an account went.
package enum Reading: Hashable, Sendable {
    /// Read whole. `lagging`: a read may still show what was before a write of a moment ago.
    case read(ActualAccount, lagging: Bool)
    /// Not read, or not whole: nothing is known about it (P6).
    case unread(why: String)

    package var account: ActualAccount? {
        if case .read(let account, _) = self { account } else { nil }
    }
}
