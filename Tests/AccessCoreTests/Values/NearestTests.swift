import AccessCore
import Testing

@Suite struct NearestTests {
    private static let names = ["prod-member-work", "prod-leader-work", "prod-read-only", "jump"]

    @Test(arguments: [
        ("prod-member-wrok", "prod-member-work"),  // neighbours swapped
        ("prod-member-wor", "prod-member-work"),
        ("prod_member_work", "prod-member-work"),
        ("prod-lader-work", "prod-leader-work"),
        ("jmup", "jump"),
        ("jump", "jump"),
    ])
    func findsWhatWasMeant(written: String, meant: String) {
        #expect(written.nearest(among: Self.names) == meant)
    }

    @Test(arguments: ["", "billing", "prod", "jumbo-jet", String(repeating: "x", count: 100_000)])
    func suggestsNothingFarOff(written: String) {
        #expect(written.nearest(among: Self.names) == nil)
    }

    @Test func theFirstInOrderAmongEquals() {
        #expect("tax".nearest(among: ["tap", "tab", "tag"]) == "tab")
    }
}
