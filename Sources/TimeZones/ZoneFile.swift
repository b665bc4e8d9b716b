#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// A file of the system's time zone database.
enum ZoneFile {
    /// The largest file of tzdata is below 4 KiB; what is larger than this is not a zone.
    static let largest = 256 * 1024
    /// The longest name in use has 30 characters.
    static let longestName = 100

    /// Whether `name` can be a zone's: parts of ASCII letters, digits and `_ + - .` between slashes (the tz database's
    /// theory.html, "Timezone identifiers"), none of which leads out of the directory.
    static func isZoneName(_ name: String) -> Bool {
        guard !name.isEmpty, name.utf8.count <= longestName else { return false }
        return name.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false).allSatisfy { part in
            guard let head = part.first, head != UInt8(ascii: "."), head != UInt8(ascii: "-") else { return false }
            return part.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
                    UInt8(ascii: "_"), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."):
                    true
                default: false
                }
            }
        }
    }

    static func contents(of name: String, in directory: String) throws(TimeZoneError) -> [UInt8] {
        guard isZoneName(name) else { throw .badName(name) }
        // O_NONBLOCK: opening a FIFO somebody put there must not hang.
        let descriptor = open("\(directory)/\(name)", O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else {
            let code = errno
            guard code == ENOENT || code == ENOTDIR else { throw .unreadable(name: name, reason: words(code)) }
            throw access(directory, F_OK) == 0 ? .unknown(name: name, directory: directory) : .noDatabase(directory: directory)
        }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw .unreadable(name: name, reason: words(errno)) }
        guard status.st_mode & S_IFMT == S_IFREG else { throw .unknown(name: name, directory: directory) }
        guard status.st_size <= largest else { throw .malformed(name: name, reason: "it is larger than \(largest) bytes") }

        // One byte more than may be there, so that a file that grew meanwhile is noticed.
        var bytes = [UInt8](repeating: 0, count: Int(status.st_size) + 1)
        var filled = 0
        while filled < bytes.count {
            let count = bytes[filled...].withUnsafeMutableBytes { read(descriptor, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw .unreadable(name: name, reason: words(errno)) }
            guard count > 0 else { break }
            filled += count
        }
        guard filled < bytes.count else { throw .malformed(name: name, reason: "it changed while it was read") }
        bytes.removeLast(bytes.count - filled)
        return bytes
    }

    private static func words(_ code: Int32) -> String { String(cString: strerror(code)) }
}
