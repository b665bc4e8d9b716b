#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// An open file, closed when the value goes.
struct Descriptor: ~Copyable, Sendable {
    private let number: Int32
    private let path: String

    /// Opens `path` (open(2)), not for programs that are started from here.
    init(opening path: String, _ flags: Int32, mode: mode_t = 0o600) throws(SystemFailure) {
        self.path = path
        number = Int32(try SystemFailure.check("open", path) { Int(open(path, flags | O_CLOEXEC, mode)) })
    }

    deinit { close(number) }

    /// Everything up to the end; nil if that is more than `limit` bytes.
    func contents(limit: Int) throws(SystemFailure) -> [UInt8]? {
        var contents: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = try SystemFailure.check("read", path) {
                chunk.withUnsafeMutableBytes { read(number, $0.baseAddress, $0.count) }
            }
            if count == 0 { return contents }
            guard contents.count + count <= limit else { return nil }
            contents += chunk[..<count]
        }
    }

    /// Writes all of `bytes`.
    func append(_ bytes: [UInt8]) throws(SystemFailure) {
        var done = 0
        while done < bytes.count {
            done += try SystemFailure.check("write", path) {
                bytes[done...].withUnsafeBytes { write(number, $0.baseAddress, $0.count) }
            }
        }
    }

    /// Until it is on the disk (fsync(2)).
    func synchronize() throws(SystemFailure) {
        try SystemFailure.check("fsync", path) { Int(fsync(number)) }
    }

    func setMode(_ mode: mode_t) throws(SystemFailure) {
        try SystemFailure.check("fchmod", path) { Int(fchmod(number, mode)) }
    }

    /// Type and permissions (`st_mode` of fstat(2)).
    func mode() throws(SystemFailure) -> mode_t {
        var status = stat()
        try SystemFailure.check("fstat", path) { Int(fstat(number, &status)) }
        return status.st_mode
    }

    /// Takes the lock that ends with the descriptor (flock(2)), or says that another holds it.
    func lock() throws(SystemFailure) -> Bool {
        do throws(SystemFailure) {
            try SystemFailure.check("flock", path) { Int(flock(number, LOCK_EX | LOCK_NB)) }
            return true
        } catch  where error.code == EWOULDBLOCK {
            return false
        }
    }
}
