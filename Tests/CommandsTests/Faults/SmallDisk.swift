import Foundation
import TestSupport

#if canImport(Glibc)
    import Glibc
#endif

/// A file system of few bytes, for as long as the value lives. Only root may mount one.
final class SmallDisk: Sendable {
    let path: String

    static let canBeMounted = (try? SmallDisk(in: TemporaryDirectory(), bytes: 1 << 20)) != nil

    init(in folder: TemporaryDirectory, bytes: Int) throws {
        path = folder("disk-\(UUID().uuidString)")
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        #if canImport(Glibc)
            guard mount("tmpfs", path, "tmpfs", 0, "size=\(bytes)") == 0 else {
                throw ServerFailure(what: "mount: \(String(cString: strerror(errno)))", log: "")
            }
        #else
            throw ServerFailure(what: "no tmpfs here", log: "")
        #endif
    }

    deinit {
        #if canImport(Glibc)
            umount2(path, Int32(MNT_DETACH))
        #endif
    }

    /// Fills it until nothing goes in any more.
    func fill() throws {
        let file = open(path + "/filler", O_WRONLY | O_CREAT | O_APPEND, 0o600)
        defer { close(file) }
        for size in [1 << 16, 1 << 12, 1] {
            let bytes = [UInt8](repeating: 1, count: size)
            while write(file, bytes, size) == size {}
        }
    }

    func makeReadOnly() {
        #if canImport(Glibc)
            mount("tmpfs", path, "tmpfs", UInt(MS_REMOUNT | MS_RDONLY), nil)
        #endif
    }
}
