/// The content of a TZif file (RFC 8536, versions 1 to 4): the changes it lists, and the rule for the time after them.
struct TZif: Hashable, Sendable {
    /// Instants at which a zone's clocks change, strictly ascending, in UTC seconds.
    var changes: [Int64]
    /// For each of ``changes`` the index of what holds from then on.
    var kinds: [UInt8]
    /// The first holds before the first change.
    var offsets: [ZoneOffset]
    /// What holds from the last change on; nil if the file doesn't say, and then the last change's holds for ever.
    var footer: FooterRule?

    /// What is wrong with a file, to be put into ``TimeZoneError/malformed(name:reason:)``.
    enum Failure: Error {
        case malformed(String)
        case leapSeconds
    }

    init(_ bytes: [UInt8]) throws(Failure) {
        var reader = ByteReader(bytes)
        var header = try TZifHeader(&reader)
        var timeSize = 4
        if header.version >= 2 {
            // The first block is for readers of version 1, with 32-bit times; the second says it all again.
            try reader.skip(header.blockSize(timeSize: 4))
            header = try TZifHeader(&reader)
            timeSize = 8
        }
        guard header.leapCount == 0 else { throw .leapSeconds }
        try header.check()

        changes = []
        changes.reserveCapacity(header.timeCount)
        for _ in 0..<header.timeCount {
            let time = timeSize == 8 ? try reader.int64() : Int64(try reader.int32())
            if let last = changes.last, last >= time { throw .malformed("its changes are not in order") }
            changes.append(time)
        }
        kinds = try Array(reader.take(header.timeCount))
        guard kinds.allSatisfy({ $0 < header.typeCount }) else { throw .malformed("a change leads to an unknown kind of time") }

        var raw: [(seconds: Int, isDaylight: Bool, name: Int)] = []
        for _ in 0..<header.typeCount {
            let seconds = Int(try reader.int32())
            let isDaylight = try reader.byte()
            let name = Int(try reader.byte())
            guard ZoneOffset.range.contains(seconds), isDaylight <= 1, name < header.nameCount else {
                throw .malformed("a kind of time is out of range")
            }
            raw.append((seconds, isDaylight == 1, name))
        }
        let names = Array(try reader.take(header.nameCount))
        offsets = []
        for kind in raw {
            guard let end = names[kind.name...].firstIndex(of: 0) else { throw .malformed("an abbreviation has no end") }
            let letters = names[kind.name..<end]
            guard letters.allSatisfy({ (0x21...0x7E).contains($0) }) else { throw .malformed("an abbreviation is not ASCII") }
            offsets.append(
                ZoneOffset(seconds: kind.seconds, abbreviation: String(decoding: letters, as: UTF8.self), isDaylight: kind.isDaylight))
        }
        try reader.skip(header.standardCount + header.universalCount)

        guard timeSize == 8 else { return }
        guard try reader.byte() == newline else { throw .malformed("its footer doesn't begin with a line break") }
        guard let text = reader.take(until: newline) else { throw .malformed("its footer has no end") }
        if !text.isEmpty {
            guard let rule = FooterRule(text) else { throw .malformed("its footer is not a POSIX TZ string") }
            footer = rule
        }
    }

    /// UTC for ever.
    init() {
        changes = []
        kinds = []
        offsets = [ZoneOffset(seconds: 0, abbreviation: "UTC", isDaylight: false)]
    }
}

private let newline = UInt8(ascii: "\n")
