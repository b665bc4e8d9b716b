/// The 44 bytes before each of a TZif file's blocks (RFC 8536, section 3.1).
struct TZifHeader {
    let version: Int
    let universalCount: Int
    let standardCount: Int
    let leapCount: Int
    let timeCount: Int
    let typeCount: Int
    let nameCount: Int

    init(_ reader: inout ByteReader) throws(TZif.Failure) {
        guard let magic = try? reader.take(4), magic.elementsEqual("TZif".utf8) else { throw .malformed("it doesn't begin with TZif") }
        switch try reader.byte() {
        case 0: version = 1
        case UInt8(ascii: "2"): version = 2
        case UInt8(ascii: "3"): version = 3
        case UInt8(ascii: "4"): version = 4
        // Later versions keep what is here and may add (section 3.1), so they are read as the last one known.
        case let later where later > UInt8(ascii: "4"): version = 4
        default: throw .malformed("its version is unknown")
        }
        try reader.skip(15)
        universalCount = try reader.count()
        standardCount = try reader.count()
        leapCount = try reader.count()
        timeCount = try reader.count()
        typeCount = try reader.count()
        nameCount = try reader.count()
    }

    func blockSize(timeSize: Int) -> Int {
        timeCount * (timeSize + 1) + typeCount * 6 + nameCount + leapCount * (timeSize + 4) + standardCount + universalCount
    }

    func check() throws(TZif.Failure) {
        guard (1...256).contains(typeCount), nameCount > 0 else { throw .malformed("it has no kind of time") }
        guard standardCount == 0 || standardCount == typeCount, universalCount == 0 || universalCount == typeCount else {
            throw .malformed("its counts disagree")
        }
    }
}
