import AccessCore
import Git

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// The files of a folder on disk, read as they are. Links are never followed.
struct FolderFiles {
    /// What stands at a path.
    enum Kind: Equatable {
        case file(bytes: Int)
        /// A link, device, socket or the like.
        case other
    }

    struct Entry {
        /// From the folder, with slashes.
        var path: String
        var kind: Kind
        /// What the file system says of it; nil for what is no file.
        var stamp: FileStamp?
    }

    private let folder: String

    /// Folders inside folders, as for trees.
    private static let deepest = 64
    /// Entries below a folder, as for trees.
    private static let most = 200_000

    init(_ folder: String) { self.folder = folder }

    /// All files below one of its folders, by the bytes of their paths; none if there is no such folder.
    func list(_ top: String) throws -> [Entry] {
        var entries: [Entry] = []
        try visit(top, depth: 0, into: &entries)
        return entries
    }

    private func visit(_ path: String, depth: Int, into entries: inout [Entry]) throws {
        guard depth <= Self.deepest, entries.count <= Self.most else {
            throw CommandFailure(
                "\(path) holds too many files or folders", advice: "Check a folder that holds requests/ and policies/ only.")
        }
        let file = open("\(folder)/\(path)", O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
        guard file >= 0 else {
            guard errno != ENOENT else { return }
            if errno == ELOOP || errno == ENOTDIR { return entries.append(Entry(path: path, kind: .other)) }
            throw Self.failure("open", path)
        }
        guard let stream = fdopendir(file) else {
            close(file)
            throw Self.failure("opendir", path)
        }
        defer { closedir(stream) }
        var found: [(name: String, kind: Kind?, stamp: FileStamp?)] = []
        while let entry = readdir(stream) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                pointer.withMemoryRebound(to: CChar.self, capacity: Int(NAME_MAX) + 1) { String(cString: $0) }
            }
            if name == "." || name == ".." { continue }
            var status = stat()
            guard fstatat(file, name, &status, AT_SYMLINK_NOFOLLOW) == 0 else { continue }
            switch status.st_mode & S_IFMT {
            case S_IFDIR: found.append((name + "/", nil, nil))
            case S_IFREG: found.append((name, .file(bytes: Int(status.st_size)), FileStamp(status)))
            default: found.append((name, .other, nil))
            }
        }
        // By bytes, as Swift's strings aren't; with the slash behind a folder's name this is the order of whole paths.
        for (name, kind, stamp) in found.sorted(by: { strcmp($0.name, $1.name) < 0 }) {
            if let kind {
                entries.append(Entry(path: "\(path)/\(name)", kind: kind, stamp: stamp))
            } else {
                try visit("\(path)/\(name.dropLast())", depth: depth + 1, into: &entries)
            }
        }
    }

    /// A file's bytes, no more than `limit` of them; what grew beyond it meanwhile is cut, and then too large for every reader.
    func read(_ path: String, limit: Int) throws -> [UInt8] {
        let file = open("\(folder)/\(path)", O_RDONLY | O_NOFOLLOW | O_CLOEXEC)
        guard file >= 0 else { throw Self.failure("open", path) }
        defer { close(file) }
        var status = stat()
        guard fstat(file, &status) == 0 else { throw Self.failure("fstat", path) }
        let room = min(Int(status.st_size), limit) + 1
        return try [UInt8](unsafeUninitializedCapacity: room) { buffer, count in
            while count < room {
                let got = systemRead(file, buffer.baseAddress.map { $0 + count }, room - count)
                if got < 0, errno == EINTR { continue }
                guard got >= 0 else { throw Self.failure("read", path) }
                if got == 0 { break }
                count += got
            }
        }
    }

    private static func failure(_ call: String, _ path: String) -> CommandFailure {
        CommandFailure("\(call) of \(path): \(String(cString: strerror(errno)))", advice: "See that the file can be read.")
    }
}

/// `read(2)`, which the type's own functions would hide.
private let systemRead: @Sendable (Int32, UnsafeMutableRawPointer?, Int) -> Int = { read($0, $1, $2) }
