import Foundation
import Testing

/// Links between pages, and from them to files, lead somewhere.
struct LinkTests {
    /// A heading's anchor as forges make it: small letters, hyphens for blanks, letters, digits and hyphens only.
    static func anchor(_ heading: some StringProtocol) -> String {
        let plain = heading.lowercased().replacing("`", with: "")
        return String(plain.compactMap { $0 == " " ? "-" : $0.isLetter || $0.isNumber || $0 == "-" || $0 == "_" ? $0 : nil })
    }

    private static func anchors(of page: Page) -> Set<String> {
        var isCode = false
        var anchors: Set<String> = []
        for line in page.lines {
            if line.hasPrefix("```") { isCode.toggle() }
            if !isCode, line.hasPrefix("#") { anchors.insert(anchor(line.drop { $0 == "#" }.dropFirst())) }
        }
        return anchors
    }

    @Test(arguments: Page.all)
    func lead(path: String) throws {
        let page = try Page(path)
        let folder = URL(fileURLWithPath: Page.root + "/" + path).deletingLastPathComponent()
        for match in page.text.matches(of: /\]\(([^)\s]+)\)/) {
            let link = String(match.1)
            if link.contains("://") { continue }
            let parts = link.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
            let target = parts[0].isEmpty ? Page.root + "/" + path : folder.appendingPathComponent(parts[0]).standardizedFileURL.path
            #expect(FileManager.default.fileExists(atPath: target), "\(path): \(link) leads nowhere")
            guard parts.count == 2, target.hasSuffix(".md") else { continue }
            let other = try Page(String(target.dropFirst(Page.root.count + 1)))
            #expect(Self.anchors(of: other).contains(parts[1]), "\(path): there is no \(link)")
        }
    }

    @Test("pages are found")
    func pages() { #expect(Page.all.count >= 13) }

    @Test("test targets that pages name exist")
    func targets() throws {
        for path in Page.all {
            for match in try Page(path).text.matches(of: /`([A-Z][A-Za-z]*Tests)(\/[A-Za-z]+)?`/) {
                let name = String(match.1)
                let isTarget = FileManager.default.fileExists(atPath: Page.root + "/Tests/\(name)")
                let files = FileManager.default.enumerator(atPath: Page.root + "/Tests")?.compactMap { $0 as? String } ?? []
                #expect(isTarget || files.contains { $0.hasSuffix("/\(name).swift") }, "\(path): \(name)")
                if let file = match.2 {
                    #expect(files.contains { $0.hasPrefix("\(name)/") && $0.hasSuffix("\(file).swift") }, "\(path): \(name)\(file)")
                }
            }
        }
    }
}
