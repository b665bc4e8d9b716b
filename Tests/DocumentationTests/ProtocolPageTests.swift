import Foundation
import Testing

/// docs/protocol.md shows the model as it is.
struct ProtocolPageTests {
    private func model() throws -> String { try String(contentsOfFile: Page.root + "/model/daypass.pml", encoding: .utf8) }

    @Test("every excerpt stands in the model")
    func excerpts() throws {
        let model = try model()
        let blocks = try Page("docs/protocol.md").blocks.filter { $0.language == "promela" }
        #expect(blocks.count >= 5)
        for block in blocks { #expect(model.contains(block.text), "line \(block.line)") }
    }

    @Test("every property and every rule left out is one of the model's and of the script's")
    func names() throws {
        let model = try model()
        let page = try Page("docs/protocol.md")
        let script = try String(contentsOfFile: Page.root + "/scripts/model", encoding: .utf8)
        let properties = page.text.matches(of: /`(assert\(.*?\)|inline [a-z]+\(\))` \|/).map { $0.1.replacing("\\|", with: "|") }
        #expect(properties.count == 7)
        for property in properties { #expect(model.contains(property), "\(property)") }
        let rules = Set(page.text.matches(of: /`([A-Z]+(?:_[A-Z]+)+)`/).map { String($0.1) })
        let tried = Set(script.matches(of: /-D([A-Z]+(?:_[A-Z]+)+)/).map { String($0.1) }).subtracting(["ONE_AFTER_ANOTHER"])
        #expect(rules == tried)
        for rule in rules { #expect(model.contains("def \(rule)\n"), "\(rule)") }
    }
}
