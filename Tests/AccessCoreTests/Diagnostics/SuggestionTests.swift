import AccessCore
import Testing

@Suite struct SuggestionTests {
    private static let names = ["prod-member-work", "prod-leader-work", "prod-read-only", "jump"]

    @Test(arguments: [
        ("prod-member-wrok", "prod-member-work"),  // neighbours swapped
        ("prod-member-wor", "prod-member-work"),
        ("prod_member_work", "prod-member-work"),
        ("prod-lader-work", "prod-leader-work"),
        ("jmup", "jump"),
    ])
    func findsWhatWasMeant(written: String, meant: String) {
        #expect(Suggestion.nearest(to: written, among: Self.names) == meant)
    }

    @Test(arguments: ["", "billing", "prod", "jumbo-jet", String(repeating: "x", count: 100_000)])
    func suggestsNothingFarOff(written: String) {
        #expect(Suggestion.nearest(to: written, among: Self.names) == nil)
    }

    @Test func theFirstInOrderAmongEquals() {
        #expect(Suggestion.nearest(to: "tax", among: ["tap", "tab", "tag"]) == "tab")
    }
}
