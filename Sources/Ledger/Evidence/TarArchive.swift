/// Files as one: a tar archive in the ustar format (POSIX.1-1988; tar(5)), whose bytes depend on nothing but what is put in.
struct TarArchive {
    /// Of every entry, in seconds since 1970: at least 0, and at most what eleven octal digits hold (the year 2242).
    let time: Int64
    private(set) var bytes: [UInt8] = []

    init(time: Int64) { self.time = min(max(0, time), 1 << 33 - 1) }

    private static let block = 512

    /// - Precondition: `name` is ASCII of at most 100 bytes, and the file smaller than 8 GiB: what fits into a header.
    mutating func add(_ name: String, _ content: some Collection<UInt8>) {
        bytes += header(name, size: content.count)
        bytes += content
        pad()
    }

    /// Two blocks of zeros end an archive.
    mutating func finish() { bytes += [UInt8](repeating: 0, count: 2 * Self.block) }

    private mutating func pad() {
        let rest = bytes.count % Self.block
        if rest != 0 { bytes += [UInt8](repeating: 0, count: Self.block - rest) }
    }

    private func header(_ name: String, size: Int) -> [UInt8] {
        precondition(name.utf8.count <= 100 && name.utf8.allSatisfy { $0 < 0x80 } && size < 1 << 33)
        var header = [UInt8](repeating: 0, count: Self.block)
        func put(_ text: String, at offset: Int) { header.replaceSubrange(offset..<(offset + text.utf8.count), with: text.utf8) }
        put(name, at: 0)
        // Mode, owner, group: anybody's file.
        put("0000644\0", at: 100)
        put("0000000\0", at: 108)
        put("0000000\0", at: 116)
        put(Self.octal(Int64(size)), at: 124)
        put(Self.octal(time), at: 136)
        // The checksum counts itself as spaces.
        put("        0", at: 148)
        put("ustar\u{0}00", at: 257)
        let sum = header.reduce(0) { $0 + Int64($1) }
        put(String(Self.octal(sum).suffix(7).dropLast()) + "\0 ", at: 148)
        return header
    }

    /// Eleven octal digits and a zero byte.
    private static func octal(_ number: Int64) -> String {
        let digits = String(number, radix: 8)
        return String(repeating: "0", count: max(0, 11 - digits.utf8.count)) + digits + "\0"
    }
}
