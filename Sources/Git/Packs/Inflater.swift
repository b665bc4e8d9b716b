import CLibGit2

/// Inflates what zlib deflated, one text after the other.
final class Inflater {
    // Pinned: zlib keeps a pointer back to it.
    private let stream: UnsafeMutablePointer<z_stream>

    /// Nil if zlib has no memory, or isn't the one that this was built with.
    ///
    /// - Parameter version: of the zlib that this was built with (`inflateInit2(3)`: the first digit has to be the library's).
    init?(version: String = ZLIB_VERSION) {
        let made = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
        made.initialize(to: z_stream())
        guard inflateInit_(made, version, Int32(MemoryLayout<z_stream>.size)) == Z_OK else {
            made.deallocate()
            return nil
        }
        // Set last: of an object that has all its values when its making fails, `deinit` runs, and would free it once more.
        stream = made
    }

    deinit {
        inflateEnd(stream)
        stream.deallocate()
    }

    /// An entry's bytes.
    ///
    /// - Returns: nil unless they end where the entry says, and zlib's checksum of them is right.
    func bytes(of entry: PackFile.Entry, in pack: PackFile) -> [UInt8]? {
        guard entry.size < Int(UInt32.max) - 1, inflateReset(stream) == Z_OK else { return nil }
        var isWhole = false
        // One byte more than there should be shows whether there is more.
        let bytes = [UInt8](unsafeUninitializedCapacity: entry.size + 1) { buffer, count in
            stream.pointee.next_out = buffer.baseAddress
            stream.pointee.avail_out = UInt32(entry.size + 1)
            isWhole = fill(from: entry.start, in: pack) && stream.pointee.avail_out == 1
            count = isWhole ? entry.size : 0
        }
        return isWhole ? bytes : nil
    }

    private func fill(from start: UInt64, in pack: PackFile) -> Bool {
        var at = start
        while true {
            let (state, taken) = pack.lend(from: at) { input -> (Int32, Int) in
                // Zlib doesn't write to its input.
                stream.pointee.next_in = UnsafeMutablePointer(mutating: input.baseAddress)
                stream.pointee.avail_in = UInt32(input.count)
                return (inflate(stream, Z_NO_FLUSH), input.count - Int(stream.pointee.avail_in))
            }
            at += UInt64(taken)
            if state == Z_STREAM_END { return true }
            guard state == Z_OK, taken > 0, stream.pointee.avail_out > 0 else { return false }
        }
    }
}
