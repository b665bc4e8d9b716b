import Git
import Ledger

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// A file of somebody's work tree, for `--no-commit`. Links are never followed, neither the file nor a folder on the way: a
/// repository's content must not lead out of it.
struct WorkTreeFile {
    private let top: String
    private let path: String
    private var full: String { "\(top)/\(path)" }

    /// - Parameter path: from the work tree's top; one that a request can have.
    init(_ path: String, in repository: Repository) throws(CommandFailure) {
        guard let top = repository.workTree else {
            throw CommandFailure("this repository has no work tree", advice: "Leave --no-commit out: a commit needs none.")
        }
        (self.top, self.path) = (top, path)
    }

    /// - Parameter path: from `top`, which must be there.
    init(_ path: String, under top: String) { (self.top, self.path) = (top, path) }

    /// Whether anything stands there, be it a link that leads nowhere.
    var isThere: Bool {
        var status = stat()
        return lstat(full, &status) == 0
    }

    /// Writes a file that isn't there yet, with the folders it needs.
    func create(_ bytes: [UInt8]) throws(CommandFailure) {
        try makeFolders()
        let file = open(full, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o644)
        guard file >= 0 else {
            throw errno == EEXIST ? CommandFailure("\(path) is there already", advice: "Choose another name with --name.") : failure("open")
        }
        try fill(file, with: bytes)
    }

    /// Replaces the file as a whole; nothing is lost if that is cut short.
    /// - Parameter expected: what it must hold now, so that no edit of somebody's own is overwritten.
    func replace(_ expected: [UInt8], by bytes: [UInt8]) throws(CommandFailure) {
        try expect(expected)
        try exchange(for: bytes)
    }

    /// Writes the file as a whole, whatever stood there, with the folders it needs.
    func put(_ bytes: [UInt8]) throws(CommandFailure) {
        try makeFolders()
        try exchange(for: bytes)
    }

    /// Puts a new file in the place of the old one, at one stroke.
    private func exchange(for bytes: [UInt8]) throws(CommandFailure) {
        let draft = "\(full).\(getpid()).draft"
        let file = open(draft, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o644)
        guard file >= 0 else { throw failure("open") }
        defer { unlink(draft) }
        try fill(file, with: bytes)
        guard rename(draft, full) == 0 else { throw failure("rename") }
    }

    /// Takes the file away, if it is there.
    func removeIfThere() throws(CommandFailure) {
        guard isThere else { return }
        try checkFolders { (_) throws(CommandFailure) in throw failure("lstat") }
        guard unlink(full) == 0 else { throw failure("unlink") }
    }

    func remove(_ expected: [UInt8]) throws(CommandFailure) {
        try expect(expected)
        guard unlink(full) == 0 else { throw failure("unlink") }
    }

    private func expect(_ expected: [UInt8]) throws(CommandFailure) {
        try checkFolders { (folder) throws(CommandFailure) in
            throw CommandFailure("there is no \(folder) in the work tree", advice: "Check out the source branch, or leave --no-commit out.")
        }
        let file = open(full, O_RDONLY | O_NOFOLLOW | O_CLOEXEC)
        guard file >= 0 else {
            throw CommandFailure("\(path) can't be read in the work tree", advice: "Check out the source branch, or leave --no-commit out.")
        }
        defer { close(file) }
        // One byte more than there should be, so that a longer file is no such file.
        let found = try? DurableFile.bytes(of: file, count: expected.count + 1, path)
        guard found == expected else {
            throw CommandFailure(
                "\(path) in the work tree isn't that of the source branch",
                advice: "Commit or undo that change first, or leave --no-commit out.")
        }
    }

    private func makeFolders() throws(CommandFailure) {
        try checkFolders { (folder) throws(CommandFailure) in
            guard mkdir("\(top)/\(folder)", 0o777) == 0 || errno == EEXIST else { throw failure("mkdir") }
        }
    }

    /// Every folder on the way is one, and no link.
    private func checkFolders(missing: (String) throws(CommandFailure) -> Void) throws(CommandFailure) {
        var folder = ""
        for part in path.split(separator: "/").dropLast() {
            folder += (folder.isEmpty ? "" : "/") + part
            var status = stat()
            if lstat("\(top)/\(folder)", &status) != 0 {
                try missing(folder)
                guard lstat("\(top)/\(folder)", &status) == 0 else { throw failure("lstat") }
            }
            guard status.st_mode & S_IFMT == S_IFDIR else {
                throw CommandFailure("\(folder) is no folder", advice: "Put a plain folder in its place.")
            }
        }
    }

    /// Closes it too.
    private func fill(_ file: Int32, with bytes: [UInt8]) throws(CommandFailure) {
        defer { close(file) }
        do { try DurableFile.fill(file, with: bytes, path) } catch {
            throw CommandFailure("\(error)", advice: "Make room, or leave --no-commit out.")
        }
    }

    private func failure(_ call: String) -> CommandFailure {
        CommandFailure(
            "\(call) of \(path): \(String(cString: strerror(errno)))",
            advice: "See that the work tree can be written, or leave --no-commit out.")
    }
}
