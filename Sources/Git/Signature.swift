import CLibGit2

/// Who made a commit, and when.
package struct Signature: Hashable, Sendable {
    package var name: String
    package var mail: String
    /// Seconds since 1970, UTC.
    package var seconds: Int64
    /// Minutes east of UTC in which the time was written.
    package var offset: Int

    package init(name: String, mail: String, seconds: Int64, offset: Int = 0) {
        self.name = name
        self.mail = mail
        self.seconds = seconds
        self.offset = offset
    }

    init(_ raw: git_signature) {
        name = raw.name.map { String(cString: $0) } ?? ""
        mail = raw.email.map { String(cString: $0) } ?? ""
        seconds = raw.when.time
        offset = Int(raw.when.offset)
    }

    /// Lends libgit2's form of it. A name or address with `<`, `>`, a line break or nothing in it is `.invalid`.
    func withRaw<Result>(_ body: (UnsafePointer<git_signature>) throws -> Result) throws -> Result {
        // Libgit2 would write a line break as it is: the rest of the name would be a header of its own.
        guard !(name + mail).unicodeScalars.contains(where: { $0.value < 0x20 }) else {
            throw GitFailure(.invalid, in: "git_signature_new", "a name can't hold control characters")
        }
        var raw: UnsafeMutablePointer<git_signature>?
        try Library.call("git_signature_new") { git_signature_new(&raw, name, mail, seconds, Int32(offset)) }
        guard let raw else { throw GitFailure(.other, in: "git_signature_new", "it returned nothing") }
        defer { git_signature_free(raw) }
        return try body(raw)
    }
}
