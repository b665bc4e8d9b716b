import CLibGit2

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Has loose objects read by `loose.h` and not by libgit2, which a file that was cut short makes hang.
enum LooseObjects {
    /// Repositories that borrow from repositories that borrow …: as deep as libgit2 goes.
    private static let deepest = 5
    /// Bytes of `info/alternates`.
    private static let mostAlternates = 1 << 20

    /// - Parameter folder: a repository's, with a trailing slash.
    static func guardReading(of objects: OpaquePointer, in folder: String) throws {
        try Library.call("daypass_git_loose_silence") { daypass_git_loose_silence(objects) }
        try add(folder + "objects", to: objects, depth: 0)
    }

    private static func add(_ folder: String, to objects: OpaquePointer, depth: Int32) throws {
        try Library.call("daypass_git_loose_add") { daypass_git_loose_add(objects, folder, depth) }
        guard depth < deepest, let text = alternates(of: folder) else { return }
        for line in text.split(separator: "\n") where !line.hasPrefix("#") {
            // A relative path is relative to the folder of the objects (gitrepository-layout(5)).
            let path = line.hasPrefix("/") ? String(line) : folder + "/" + line
            guard access(path, F_OK) == 0 else { continue }
            try add(path, to: objects, depth: depth + 1)
        }
    }

    private static func alternates(of folder: String) -> String? {
        let descriptor = open(folder + "/info/alternates", O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        var bytes: [UInt8] = []
        var part = [UInt8](repeating: 0, count: 4096)
        while bytes.count < mostAlternates {
            let count = read(descriptor, &part, part.count)
            if count <= 0 { break }
            bytes += part.prefix(count)
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
