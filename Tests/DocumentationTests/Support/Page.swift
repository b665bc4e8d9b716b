import Foundation

/// A page of the documentation, as text.
struct Page: CustomStringConvertible {
    /// From the top of the repository.
    let path: String
    let text: String

    init(_ path: String) throws {
        self.path = path
        text = try String(contentsOfFile: Self.root + "/" + path, encoding: .utf8)
    }

    var description: String { path }
    var lines: [Substring] { text.split(separator: "\n", omittingEmptySubsequences: false) }

    /// The repository's top folder.
    static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().path

    /// Every page there is.
    static let all: [String] = {
        let files = FileManager.default
        let top = (try? files.contentsOfDirectory(atPath: root)) ?? []
        let docs = (try? files.contentsOfDirectory(atPath: root + "/docs")) ?? []
        return (top + docs.map { "docs/" + $0 }).filter { $0.hasSuffix(".md") }.sorted()
    }()

    /// A block between fences.
    struct Block {
        var language: Substring
        var text: String
        /// Of its opening fence, from 1.
        var line: Int
    }

    var blocks: [Block] {
        var blocks: [Block] = []
        var open: (language: Substring, lines: [Substring], line: Int)?
        for (number, line) in lines.enumerated() {
            guard line.drop(while: { $0 == " " }).hasPrefix("```") else {
                open?.lines.append(line)
                continue
            }
            if let block = open {
                blocks.append(Block(language: block.language, text: block.lines.joined(separator: "\n") + "\n", line: block.line))
                open = nil
            } else {
                open = (line.drop { $0 == " " || $0 == "`" }, [], number + 1)
            }
        }
        return blocks
    }

    /// The cells of a table's rows whose first cell is code: without the code's quotes.
    var rows: [[String]] {
        lines.filter { $0.hasPrefix("| `") }.map { line in
            line.dropFirst(2).dropLast(line.hasSuffix(" |") ? 2 : 0).components(separatedBy: " | ").enumerated().map { index, cell in
                index == 0 ? cell.trimmingCharacters(in: CharacterSet(charactersIn: "` ")) : cell
            }
        }
    }
}
