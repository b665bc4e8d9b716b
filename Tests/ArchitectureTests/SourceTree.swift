import Foundation

/// The package's own sources, as text.
enum SourceTree {
    struct File: CustomStringConvertible {
        var module: String
        /// Below the package's root.
        var path: String
        var text: String
        var lines: [Substring] { text.split(separator: "\n", omittingEmptySubsequences: false) }
        /// The lines with comments cut off; strings stay.
        var code: [(number: Int, line: Substring)] {
            lines.enumerated().compactMap { number, line in
                let trimmed = line.drop { $0 == " " || $0 == "\t" }
                if trimmed.hasPrefix("//") { return nil }
                let end = line.range(of: " // ")?.lowerBound ?? line.range(of: "  //")?.lowerBound ?? line.endIndex
                return (number + 1, line[..<end])
            }
        }
        var description: String { path }
    }

    static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    static let manifest = (try? String(contentsOf: root.appendingPathComponent("Package.swift"), encoding: .utf8)) ?? ""

    static let files: [File] = files(in: "Sources")
    static let tests: [File] = files(in: "Tests")

    private static func files(in folder: String) -> [File] {
        let base = root.appendingPathComponent(folder)
        let paths = FileManager.default.enumerator(atPath: base.path)?.compactMap { $0 as? String } ?? []
        return paths.filter { $0.hasSuffix(".swift") }.sorted().compactMap { path in
            guard let text = try? String(contentsOf: base.appendingPathComponent(path), encoding: .utf8) else { return nil }
            return File(module: String(path.prefix { $0 != "/" }), path: "\(folder)/\(path)", text: text)
        }
    }

    /// What a file imports, with the access of the import.
    static func imports(of file: File) -> [(module: String, line: Int)] {
        file.code.compactMap { number, line in
            var words = line.split(separator: " ")
            while let first = words.first,
                ["package", "public", "internal", "private", "fileprivate", "@testable", "@preconcurrency"].contains(first)
            {
                words.removeFirst()
            }
            guard words.first == "import", words.count >= 2 else { return nil }
            let name = words.last ?? ""
            return (String(name.prefix { $0 != "." }), number)
        }
    }
}
