/// Words from the other side, for people: no control characters, no more than a screen of them.
struct Remarks {
    /// Bytes kept; a hook or a server can be endless.
    static let most = 4096

    private var bytes: [UInt8] = []

    mutating func add(_ more: some Collection<UInt8>) {
        bytes.append(contentsOf: more.prefix(Self.most - bytes.count))
    }

    var text: String { Self.tidy(bytes) }

    /// One line, its parts parted by "; ", without what could drive a terminal.
    static func tidy(_ bytes: some Collection<UInt8>) -> String {
        String(decoding: bytes.prefix(most), as: UTF8.self)
            .split(whereSeparator: \.isNewline)
            .map { line in
                var kept = String.UnicodeScalarView()
                for scalar in line.unicodeScalars where scalar.value >= 0x20 && !(0x7F...0x9F).contains(scalar.value) {
                    kept.append(scalar)
                }
                let words = String(kept).split(separator: " ")
                return words.joined(separator: " ")
            }
            .filter { !$0.isEmpty }
            .joined(separator: "; ")
    }
}
