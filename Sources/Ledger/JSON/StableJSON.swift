/// JSON whose text depends on the value alone: no white space, keys in the order of their bytes as written, slashes as they are.
///
/// It is the text of Foundation's encoder with `.sortedKeys` and `.withoutEscapingSlashes`, which takes twice as long and half as much memory again
/// because it builds a tree first; a state of 10,000 requests is 6 MB, written twice a run.
enum StableJSON {
    /// - Parameter size: bytes that the text is likely to have: a text that grows bit by bit is copied on the way, and takes
    ///   up to three times its size for a moment.
    static func bytes(of value: some Encodable, reserving size: Int = 0) throws -> [UInt8] {
        let output = JSONOutput(reserving: size)
        defer { output.finish() }
        try output.write(value, depth: 0)
        return output.take()
    }
}

/// The text so far, and an encoder for each depth, used again and again: what is inside a value is written before its end.
final class JSONOutput {
    fileprivate(set) var bytes: [UInt8] = []
    private var levels: [JSONLevel] = []

    init(reserving size: Int) { bytes.reserveCapacity(size) }

    /// The text, which is nobody else's then: it can be added to without a copy.
    func take() -> [UInt8] {
        defer { bytes = [] }
        return bytes
    }

    func write<Value: Encodable>(_ value: Value, depth: Int) throws {
        // Comparing types is much cheaper than casting values.
        if Value.self == String.self, let text = value as? String {
            write(text: text)
        } else if Value.self == Int.self, let number = value as? Int {
            write(raw: String(number))
        } else if Value.self == Int64.self, let number = value as? Int64 {
            write(raw: String(number))
        } else if Value.self == Bool.self, let truth = value as? Bool {
            write(raw: truth ? "true" : "false")
        } else {
            if levels.count == depth { levels.append(JSONLevel(output: self, depth: depth)) }
            let level = levels[depth]
            level.begin()
            try value.encode(to: level)
            level.close()
        }
    }

    /// Lets go of the levels, which hold the output.
    func finish() { levels = [] }

    /// Characters that JSON takes as they are.
    func write(raw text: String) { bytes.append(contentsOf: text.utf8) }

    func write(byte: UInt8) { bytes.append(byte) }

    func replace(at index: Int, with byte: UInt8) { bytes[index] = byte }

    /// Puts pieces of the end of the text into another order.
    func reorder(from start: Int, _ pieces: [Range<Int>]) {
        guard pieces.count > 32 || bytes.count - start < 1 << 16 else { return rotate(from: start, pieces) }
        let before = Array(bytes[start...])
        bytes.removeSubrange(start...)
        for piece in pieces { bytes.append(contentsOf: before[(piece.lowerBound - start)..<(piece.upperBound - start)]) }
    }

    /// As `reorder` for a few large pieces, without a second text of their size: what a ledger's state ends in is nearly all
    /// of it. Each piece is taken in front of those that stand there.
    private func rotate(from start: Int, _ pieces: [Range<Int>]) {
        var rest = pieces.sorted { $0.lowerBound < $1.lowerBound }
        var place = start
        for piece in pieces {
            guard let index = rest.firstIndex(of: piece) else { return }
            let gap = rest[..<index].reduce(0) { $0 + $1.count }
            rest.remove(at: index)
            bytes.withUnsafeMutableBytes { bytes in
                guard let area = bytes.baseAddress?.advanced(by: place) else { return }
                // The smaller of the two is put by; the places may overlap.
                if gap < piece.count {
                    let before = Array(UnsafeRawBufferPointer(start: area, count: gap))
                    area.copyMemory(from: area + gap, byteCount: piece.count)
                    (area + piece.count).copyMemory(from: before, byteCount: gap)
                } else {
                    let moved = Array(UnsafeRawBufferPointer(start: area + gap, count: piece.count))
                    (area + piece.count).copyMemory(from: area, byteCount: gap)
                    area.copyMemory(from: moved, byteCount: piece.count)
                }
            }
            place += piece.count
        }
    }

    /// A string between quotation marks (RFC 8259, section 7).
    func write(text: String) {
        bytes.append(UInt8(ascii: "\""))
        var text = text
        text.withUTF8 { source in
            var plain = 0
            for index in source.indices {
                let byte = source[index]
                guard byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") else { continue }
                bytes.append(contentsOf: source[plain..<index])
                escape(byte)
                plain = index + 1
            }
            bytes.append(contentsOf: source[plain...])
        }
        bytes.append(UInt8(ascii: "\""))
    }

    private func escape(_ byte: UInt8) {
        bytes.append(UInt8(ascii: "\\"))
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"): bytes.append(byte)
        case 0x08: bytes.append(UInt8(ascii: "b"))
        case 0x09: bytes.append(UInt8(ascii: "t"))
        case 0x0A: bytes.append(UInt8(ascii: "n"))
        case 0x0C: bytes.append(UInt8(ascii: "f"))
        case 0x0D: bytes.append(UInt8(ascii: "r"))
        default:
            bytes.append(contentsOf: "u00".utf8)
            bytes.append(byte < 0x10 ? UInt8(ascii: "0") : UInt8(ascii: "1"))
            let low = byte & 15
            bytes.append(low < 10 ? UInt8(ascii: "0") + low : UInt8(ascii: "a") + low - 10)
        }
    }
}
