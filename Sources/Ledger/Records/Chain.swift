package import AccessCore

/// One chain of records: that of an account, or of what belongs to no account.
///
/// Its name is a folder's, so it is checked when it is made: letters, digits and `. _ -`, a letter or digit first, at most
/// 64 (what `settings.yaml` allows for accounts). `_repository` can't be an account's.
package struct Chain: Hashable, Sendable {
    /// As it stands in paths.
    package let name: String

    /// Genesis, policies, trust: what belongs to no account.
    package static let repository = Chain(checked: "_repository")

    private init(checked name: String) { self.name = name }

    /// Nil if the account's name couldn't be a folder's.
    package init?(_ account: AccountName?) {
        guard let account else {
            self = .repository
            return
        }
        guard Self.isAccount(account.text) else { return nil }
        name = account.text
    }

    /// The chain of this name; nil if there can be none.
    package init?(name: some StringProtocol) {
        guard name == Self.repository.name || Self.isAccount(name) else { return nil }
        self.name = String(name)
    }

    /// Nil for `_repository`.
    package var account: AccountName? { self == .repository ? nil : AccountName(name) }

    /// Whether an account's records (nil: those of none) belong here.
    func holds(_ account: AccountName?) -> Bool {
        guard let account else { return self == .repository }
        // Byte by byte: to `String`, the Kelvin sign is a K.
        return self != .repository && name.utf8.elementsEqual(account.text.utf8)
    }

    private static func isAccount(_ name: some StringProtocol) -> Bool {
        guard let first = name.utf8.first, isLetterOrDigit(first), name.utf8.count <= 64 else { return false }
        return name.utf8.allSatisfy { isLetterOrDigit($0) || $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "_") || $0 == UInt8(ascii: "-") }
    }

    private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"): true
        default: false
        }
    }
}

/// By the bytes of their names, as git sorts them.
extension Chain: Comparable {
    package static func < (left: Chain, right: Chain) -> Bool { left.name.utf8.lexicographicallyPrecedes(right.name.utf8) }
}

extension Chain: CustomStringConvertible {
    package var description: String { name }
}
