import AccessCore
import Testing

@testable import Ledger

@Suite struct ChainTests {
    @Test func namesThatAreSafeInPaths() {
        #expect(Chain(nil as AccountName?)?.name == "_repository")
        #expect(Chain.repository.account == nil)
        for name in ["jump", "a", "0", "A.b_c-d", String(repeating: "x", count: 64)] {
            #expect(Chain(AccountName(name))?.account == AccountName(name))
        }
        for name in [
            "", ".", "..", ".git", "_repository", "_x", "-x", "a/b", "a b", "é", "a\n", "a\0", String(repeating: "x", count: 65), "a\\b",
            "a:b",
        ] {
            #expect(Chain(AccountName(name)) == nil, "\(name)")
        }
    }

    @Test func eachHoldsItsOwnAccountAlone() throws {
        let chain = try #require(Chain(name: "K"))
        #expect(chain.holds(AccountName("K")))
        // The Kelvin sign, which is a K to `String`.
        for other in ["k", "K ", "", "_repository", "\u{212A}"] { #expect(!chain.holds(AccountName(other)), "\(other)") }
        #expect(!chain.holds(nil))
        #expect(Chain.repository.holds(nil))
        #expect(!Chain.repository.holds(AccountName("_repository")))
    }

    @Test func theyAreSortedAsGitSortsThem() {
        let names = ["b", "_repository", "a", "Z", "a-b"].compactMap { Chain(name: $0) }
        #expect(names.sorted().map(\.name) == ["Z", "_repository", "a", "a-b", "b"])
    }
}
