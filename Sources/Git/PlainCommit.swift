/// The bytes of a commit as git and we write them: a tree, parents, who made it, perhaps a signature, and the message; no
/// other headers, names without anything that libgit2 would trim. What isn't plain is libgit2's to read.
struct PlainCommit {
    private let bytes: UnsafeBufferPointer<UInt8>
    private var position = 0

    /// Nil if they aren't plain; with the place of the signature's header, which isn't signed itself.
    static func read(_ id: ObjectID, _ bytes: [UInt8]) -> (commit: Commit, header: Range<Int>?)? {
        bytes.withUnsafeBufferPointer { bytes in
            // Libgit2 ends a message there.
            guard !bytes.contains(0) else { return nil }
            var text = PlainCommit(bytes: bytes)
            return text.commit(id)
        }
    }

    private init(bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

    private mutating func commit(_ id: ObjectID) -> (commit: Commit, header: Range<Int>?)? {
        guard take("tree "), let tree = object() else { return nil }
        var parents: [ObjectID] = []
        while take("parent ") {
            guard let parent = object() else { return nil }
            parents.append(parent)
        }
        guard take("author "), let author = signature(), take("committer "), let committer = signature() else { return nil }
        let start = position
        let armored = take("gpgsig ") ? folded() : nil
        let header = start..<position
        guard take("\n") else { return nil }
        let commit = Commit(
            id: id, tree: tree, parents: parents, author: author, committer: committer,
            message: String(decoding: bytes[position...], as: UTF8.self), signature: armored)
        return (commit, armored == nil ? nil : header)
    }

    /// The lines of a header, each but the first with a space before it.
    private mutating func folded() -> String? {
        var text: [UInt8] = []
        while true {
            guard let end = bytes[position...].firstIndex(of: UInt8(ascii: "\n")) else { return nil }
            text += bytes[position..<end]
            position = end + 1
            guard position < bytes.count, bytes[position] == UInt8(ascii: " ") else { return String(decoding: text, as: UTF8.self) }
            text.append(UInt8(ascii: "\n"))
            position += 1
        }
    }

    private mutating func take(_ word: StaticString) -> Bool {
        let count = word.utf8CodeUnitCount
        guard count <= bytes.count - position else { return false }
        for index in 0..<count where bytes[position + index] != word.utf8Start[index] { return false }
        position += count
        return true
    }

    /// A name of forty digits, and the line's end.
    private mutating func object() -> ObjectID? {
        guard bytes.count - position > 40, let id = ObjectID(digits: UnsafeBufferPointer(rebasing: bytes[position..<(position + 40)]))
        else {
            return nil
        }
        position += 40
        return take("\n") ? id : nil
    }

    /// `Name <mail> 1700000100 +0900`, and the line's end.
    private mutating func signature() -> Signature? {
        guard let name = word(upTo: " <"), let mail = word(upTo: "> "), let seconds = number(upTo: UInt8(ascii: " ")) else { return nil }
        guard position < bytes.count else { return nil }
        let sign = bytes[position]
        guard sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") else { return nil }
        position += 1
        let start = position
        guard let offset = number(upTo: UInt8(ascii: "\n")), position == start + 5, offset / 100 <= 14, offset % 100 < 60 else {
            return nil
        }
        let minutes = Int(offset / 100 * 60 + offset % 100)
        return Signature(name: name, mail: mail, seconds: seconds, offset: sign == UInt8(ascii: "-") ? -minutes : minutes)
    }

    /// One that begins and ends in a letter or digit, without brackets in it.
    private mutating func word(upTo end: StaticString) -> String? {
        let start = position
        while position < bytes.count {
            switch bytes[position] {
            case UInt8(ascii: "\n"), 0..<0x20: return nil
            case UInt8(ascii: " ") where end.utf8Start[0] == UInt8(ascii: " ") && isNext(end), UInt8(ascii: ">") where isNext(end):
                let word = bytes[start..<position]
                guard let first = word.first, let last = word.last, Self.isPlain(first), Self.isPlain(last) else { return nil }
                position += 2
                return String(decoding: word, as: UTF8.self)
            case UInt8(ascii: "<"), UInt8(ascii: ">"): return nil
            default: position += 1
            }
        }
        return nil
    }

    private func isNext(_ pair: StaticString) -> Bool {
        position + 1 < bytes.count && bytes[position] == pair.utf8Start[0] && bytes[position + 1] == pair.utf8Start[1]
    }

    private static func isPlain(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"): true
        default: false
        }
    }

    /// Digits and what ends them.
    private mutating func number(upTo end: UInt8) -> Int64? {
        let start = position
        var value: Int64 = 0
        while position < bytes.count, position - start < 18, bytes[position] &- UInt8(ascii: "0") < 10 {
            value = value * 10 + Int64(bytes[position] - UInt8(ascii: "0"))
            position += 1
        }
        guard position > start, position < bytes.count, bytes[position] == end else { return nil }
        position += 1
        return value
    }
}
