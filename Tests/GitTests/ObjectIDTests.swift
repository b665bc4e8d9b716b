import Testing

@testable import Git

@Suite struct ObjectIDTests {
    private let text = "0123456789abcdef0123456789abcdef01234567"

    @Test func readsAndWritesHexadecimal() throws {
        let id = try #require(ObjectID(hex: text))
        #expect(id.hex == text)
        #expect(id.short() == "0123456")
        #expect(ObjectID(id.raw) == id)
        #expect(id.bytes.prefix(3) == [0x01, 0x23, 0x45])
        #expect(ObjectID(hex: text.uppercased()) == id)
    }

    @Test(arguments: [
        "", "0", "0123456789abcdef0123456789abcdef0123456", "0123456789abcdef0123456789abcdef012345678",
        "g123456789abcdef0123456789abcdef01234567",
    ])
    func refusesWhatIsNoID(_ text: String) { #expect(ObjectID(hex: text) == nil) }

    @Test func sortsAsItsTextDoes() {
        let digits = "0123456789abcdef"
        var generator = SystemRandomNumberGenerator()
        let texts = (0..<500).map { _ in String((0..<40).map { _ in digits.randomElement(using: &generator) ?? "0" }) }
        #expect(texts.compactMap { ObjectID(hex: $0) }.sorted().map(\.hex) == texts.sorted())
    }
}
