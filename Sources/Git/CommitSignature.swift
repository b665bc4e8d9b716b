/// A commit's signature and the bytes that it signs.
package struct CommitSignature: Hashable, Sendable {
    package let armored: String
    package let signed: [UInt8]

    package init(armored: String, signed: [UInt8]) { (self.armored, self.signed) = (armored, signed) }
}

extension CommitSignature {
    private static let header = Array("gpgsig ".utf8)

    /// Takes the signature out of a commit's bytes; nil if there is none among its headers.
    ///
    /// Signed is all but the first header `gpgsig` with the lines that go on from it. Libgit2's own way isn't taken
    /// (git_commit_extract_signature, 1.5.1): it looks into the message too, drops the word `gpgsig` wherever a line begins
    /// with it, and ends at a zero byte, so that a commit could be changed under its signature. Git itself drops all
    /// headers whose name begins so, which here are part of what must have been signed.
    init?(of commit: [UInt8]) {
        let newline = UInt8(ascii: "\n")
        var start = 0
        while let end = commit[start...].firstIndex(of: newline), end > start {
            guard commit[start...].starts(with: Self.header) else {
                start = end + 1
                continue
            }
            var text = Array(commit[(start + Self.header.count)..<end])
            var next = end + 1
            while next < commit.count, commit[next] == UInt8(ascii: " "), let end = commit[next...].firstIndex(of: newline) {
                text.append(newline)
                text += commit[(next + 1)..<end]
                next = end + 1
            }
            self.init(armored: String(decoding: text, as: UTF8.self), signed: Array(commit[..<start] + commit[next...]))
            return
        }
        return nil
    }
}
