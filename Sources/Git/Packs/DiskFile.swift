#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A file that is read here and there. Not mapped: one that is cut short meanwhile must not end the process, and what of it
/// was read must not count as ours.
final class DiskFile {
    /// Bytes, when it was opened.
    let count: UInt64
    private let descriptor: Int32

    /// Nil if it can't be opened, or is no file.
    init?(_ path: String) {
        descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG, status.st_size >= 0 else {
            close(descriptor)
            return nil
        }
        count = UInt64(status.st_size)
    }

    deinit { close(descriptor) }

    /// Reads into a buffer.
    ///
    /// - Returns: how many bytes there were, fewer than it holds only at the end of the file or after a failure.
    func read(at offset: UInt64, into buffer: UnsafeMutableRawBufferPointer) -> Int {
        var filled = 0
        while filled < buffer.count, offset + UInt64(filled) < count {
            let step = pread(descriptor, buffer.baseAddress?.advanced(by: filled), buffer.count - filled, off_t(offset) + off_t(filled))
            if step < 0, errno == EINTR { continue }
            guard step > 0 else { break }
            filled += step
        }
        return filled
    }

    /// Exactly so many bytes; nil if there are fewer.
    func bytes(at offset: UInt64, count: Int) -> [UInt8]? {
        let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
            filled = read(at: offset, into: UnsafeMutableRawBufferPointer(buffer))
        }
        return bytes.count == count ? bytes : nil
    }
}
