/// Whether a folder is written as git itself writes one.
///
/// Git stores and hands on other ones, unless it is told to look (`transfer.fsckObjects`); what they hold is then read in
/// different ways: of two entries of one name a search finds the one, and a walk both.
enum TreeForm {
    /// The modes that git writes (git-fast-import(1), "filemodify"), in as many digits as it does.
    private static func isGits(_ mode: (number: UInt32, digits: Int)) -> Bool {
        switch mode.number {
        case 0o100644, 0o100755, 0o120000, 0o160000: mode.digits == 6
        case 0o040000: mode.digits == 5
        default: false
        }
    }

    /// Throws for a folder in another form.
    ///
    /// - Parameters:
    ///   - prefix: the folder's path with a trailing slash; empty for the whole tree, which alone may be empty.
    static func check(_ bytes: UnsafeRawBufferPointer, at prefix: [UInt8]) throws {
        func strange(_ what: String) -> StrangeTree { StrangeTree(folder: TreePath(bytes: prefix.dropLast()).text, what: what) }
        guard !bytes.isEmpty || prefix.isEmpty else { throw strange("nothing stands in it") }
        var tree = RawTree(bytes)
        var last: RawTree.Entry?
        // Files whose names the entries since then begin with. A folder sorts as if a slash stood behind its name, so that
        // between a file and a folder of one name others can stand: `a`, `a.b`, `a/`.
        var files: [UnsafeRawBufferPointer] = []
        while let entry = try tree.next() {
            var name: String { TreePath(bytes: Array(entry.name)).text }
            guard isGits(entry.mode) else {
                let digits = String(entry.mode.number, radix: 8)
                throw strange("'\(name)' has the mode \(String(repeating: "0", count: max(0, entry.mode.digits - digits.count)))\(digits)")
            }
            if let last {
                guard !last.name.elementsEqual(entry.name) else { throw strange("'\(name)' stands there twice") }
                guard TreeComparison.order(last, entry) < 0 else { throw strange("'\(name)' doesn't stand where git would put it") }
            }
            while let file = files.last, !entry.name.starts(with: file) { files.removeLast() }
            if entry.kind != .tree {
                files.append(entry.name)
            } else if files.last?.count == entry.name.count {
                throw strange("'\(name)' stands there twice")
            }
            last = entry
        }
    }
}

/// A folder that git would not write so.
package struct StrangeTree: Error, Hashable, Sendable {
    /// Its path; empty for the whole tree.
    package let folder: String
    /// What is strange about it, for people.
    package let what: String
}
