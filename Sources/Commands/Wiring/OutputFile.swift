import Ledger

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// A file that a command was told to write. It is there as a whole or not at all.
struct OutputFile {
    let path: String
    /// Whether it may replace one that is there.
    let replaces: Bool

    /// - Throws: if there is one already, before anything was done for it.
    init(_ path: String, replaces: Bool) throws(CommandFailure) {
        guard !path.isEmpty, path != "-", !path.hasSuffix("/") else {
            throw .usage("--output: '\(path)' is not a file's name", advice: "Name the file to write.")
        }
        (self.path, self.replaces) = (path, replaces)
        var status = stat()
        guard lstat(path, &status) != 0 else {
            guard replaces else { throw Self.exists(path) }
            guard status.st_mode & S_IFMT == S_IFREG else {
                throw CommandFailure("\(path) is not a file", advice: "Name another one with --output.")
            }
            return
        }
    }

    /// Writes a draft beside it, makes it durable, and gives it its name. Only its owner may read it.
    func write(_ bytes: [UInt8]) throws(CommandFailure) {
        let draft = "\(path).\(getpid()).draft"
        let file = open(draft, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw Self.failure("open", draft) }
        defer { unlink(draft) }
        try Self.fill(file, with: bytes, draft)
        if replaces {
            guard rename(draft, path) == 0 else { throw Self.failure("rename", path) }
        } else {
            // Unlike rename(2), link(2) never replaces what somebody else wrote in the meantime.
            guard link(draft, path) == 0 else { throw errno == EEXIST ? Self.exists(path) : Self.failure("link", path) }
        }
    }

    /// Closes it too.
    private static func fill(_ file: Int32, with bytes: [UInt8], _ path: String) throws(CommandFailure) {
        defer { close(file) }
        do { try DurableFile.fill(file, with: bytes, path) } catch { throw failure("\(error)") }
    }

    private static func exists(_ path: String) -> CommandFailure {
        CommandFailure("\(path) is there already", advice: "Name another file, or replace it with --force.")
    }

    private static func failure(_ call: String, _ path: String) -> CommandFailure {
        failure("\(call) of \(path): \(String(cString: strerror(errno)))")
    }

    private static func failure(_ what: String) -> CommandFailure {
        CommandFailure(what, advice: "Name a file that can be written with --output.")
    }
}
