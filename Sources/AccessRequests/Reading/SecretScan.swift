/// Finds what looks like a secret, by the shapes their issuers gave them so that they can be found.
///
/// Sources: IAM User Guide, "IAM identifiers" (`AKIA`, `ASIA`: 20 characters); GitHub Docs, "About authentication to
/// GitHub" (token prefixes); GitLab Docs, "Token prefixes"; Slack's token types; RFC 7468 (PEM labels). AWS's secret
/// keys have no prefix: 40 characters of base64 count only near a word that says so, and only with capitals, small
/// letters and digits, which a commit's id or a path never has all of without a break.
package enum SecretScan {
    struct Finding: Hashable {
        var kind: String
        /// Of the bytes.
        var range: Range<Int>
    }

    static func findings(in bytes: UnsafeBufferPointer<UInt8>) -> [Finding] {
        var found: [Finding] = []
        var index = 0
        while index < bytes.count {
            guard isTrigger(bytes[index]), let finding = finding(in: bytes, at: index) else {
                index += 1
                continue
            }
            if found.last?.range != finding.range { found.append(finding) }
            if found.count == InputLimits.mistakes { break }
            index = max(index + 1, finding.range.upperBound)
        }
        return found
    }

    /// What the first thing in a file that looks like a secret looks like (`a private key`); nil if nothing does.
    package static func firstKind(in bytes: [UInt8]) -> String? {
        bytes.withUnsafeBufferPointer { findings(in: $0).first?.kind }
    }

    static func isSecret(_ text: String) -> Bool {
        var text = text
        return text.withUTF8 { !findings(in: $0).isEmpty }
    }

    /// The first bytes of everything that is looked for.
    private static func isTrigger(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "A"), UInt8(ascii: "a"), UInt8(ascii: "g"), UInt8(ascii: "x"), UInt8(ascii: "-"), UInt8(ascii: "s"),
            UInt8(ascii: "S"):
            true
        default: false
        }
    }

    private static func finding(in bytes: UnsafeBufferPointer<UInt8>, at index: Int) -> Finding? {
        let isWordStart = index == 0 || !isAlphanumeric(bytes[index - 1])
        switch bytes[index] {
        case UInt8(ascii: "A") where isWordStart && (matches("AKIA", bytes, index) || matches("ASIA", bytes, index)):
            let end = run(in: bytes, from: index, while: isAlphanumeric)
            let isKey = end - index == 20 && bytes[index..<end].allSatisfy { !(UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0) }
            return isKey ? Finding(kind: "an AWS access key", range: index..<end) : nil
        case UInt8(ascii: "g") where isWordStart:
            for (prefix, length, kind) in gitTokens where matches(prefix, bytes, index) {
                let end = run(in: bytes, from: index + prefix.utf8CodeUnitCount, while: isTokenByte)
                if end - index - prefix.utf8CodeUnitCount >= length { return Finding(kind: kind, range: index..<end) }
            }
            return nil
        case UInt8(ascii: "x") where isWordStart && matches("xox", bytes, index):
            guard index + 4 < bytes.count, isAlphanumeric(bytes[index + 3]), bytes[index + 4] == UInt8(ascii: "-") else { return nil }
            let end = run(in: bytes, from: index + 5, while: isTokenByte)
            return end - index >= 15 ? Finding(kind: "a Slack token", range: index..<end) : nil
        case UInt8(ascii: "-") where matches("-----BEGIN ", bytes, index):
            let label = run(in: bytes, from: index + 11) { isAlphanumeric($0) || $0 == UInt8(ascii: " ") }
            let end = run(in: bytes, from: label) { $0 == UInt8(ascii: "-") }
            return String(decoding: bytes[index..<label], as: UTF8.self).contains("PRIVATE KEY")
                ? Finding(kind: "a private key", range: index..<end) : nil
        case UInt8(ascii: "a"), UInt8(ascii: "A"), UInt8(ascii: "s"), UInt8(ascii: "S"):
            guard startsWithWord("secret", bytes, index) || startsWithWord("aws", bytes, index) else { return nil }
            return base64(in: bytes, after: index)
        default: return nil
        }
    }

    private static let gitTokens: [(StaticString, Int, String)] = [
        ("ghp_", 30, "a GitHub token"), ("gho_", 30, "a GitHub token"), ("ghu_", 30, "a GitHub token"),
        ("ghs_", 30, "a GitHub token"), ("ghr_", 30, "a GitHub token"), ("github_pat_", 20, "a GitHub token"),
        ("glpat-", 16, "a GitLab token"),
    ]

    /// Forty characters of base64, no more and no fewer, within the hundred bytes after a word.
    private static func base64(in bytes: UnsafeBufferPointer<UInt8>, after word: Int) -> Finding? {
        func belongs(_ byte: UInt8) -> Bool { isTokenByte(byte) || byte == UInt8(ascii: "/") || byte == UInt8(ascii: "+") }
        let limit = min(bytes.count, word + 100)
        // A word amid other characters is a part of their run (of a public key, say), whose end is no run of its own.
        let isAmid = word > 0 && belongs(bytes[word - 1])
        var index = isAmid ? run(in: bytes, from: word, most: limit - word, while: belongs) : word
        while index < limit {
            // No further than a run that is too long already, or a file full of such words would take its length squared.
            let end = run(in: bytes, from: index, most: limit + 41 - index, while: belongs)
            if end - index == 40 {
                let run = bytes[index..<end]
                let isBase64 = !run.contains(UInt8(ascii: "-")) && !run.contains(UInt8(ascii: "_"))
                let isMixed =
                    run.contains { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0) }
                    && run.contains { (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) }
                    && run.contains { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
                if isBase64, isMixed { return Finding(kind: "an AWS secret key", range: index..<end) }
            }
            index = max(end, index + 1)
        }
        return nil
    }

    private static func matches(_ prefix: StaticString, _ bytes: UnsafeBufferPointer<UInt8>, _ index: Int) -> Bool {
        guard index + prefix.utf8CodeUnitCount <= bytes.count else { return false }
        for offset in 0..<prefix.utf8CodeUnitCount where bytes[index + offset] != prefix.utf8Start[offset] { return false }
        return true
    }

    /// Whatever its capitals.
    private static func startsWithWord(_ word: StaticString, _ bytes: UnsafeBufferPointer<UInt8>, _ index: Int) -> Bool {
        guard index + word.utf8CodeUnitCount <= bytes.count else { return false }
        for offset in 0..<word.utf8CodeUnitCount where bytes[index + offset] | 0x20 != word.utf8Start[offset] { return false }
        return true
    }

    private static func run(in bytes: UnsafeBufferPointer<UInt8>, from start: Int, most: Int = .max, while belongs: (UInt8) -> Bool) -> Int
    {
        let limit = most < bytes.count - start ? start + most : bytes.count
        var end = start
        while end < limit, belongs(bytes[end]) { end += 1 }
        return end
    }

    static func isTokenByte(_ byte: UInt8) -> Bool { isAlphanumeric(byte) || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "-") }

    private static func isAlphanumeric(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"): true
        default: false
        }
    }

    /// A message about a file that holds a secret: every long run of a secret's characters is left out of it, and every
    /// run that was cut, since it may be a secret's beginning.
    static func masked(_ message: String) -> String {
        var result = ""
        var word = ""
        func flush() -> String { word.utf8.count >= 12 && word.utf8.contains { $0 < 0x60 } ? "…" : word }
        for character in message {
            if let byte = character.asciiValue, isTokenByte(byte) || "/+=".utf8.contains(byte) {
                word.append(character)
            } else {
                result += character == "…" ? "" : flush()
                word = ""
                result.append(character)
            }
        }
        return result + flush()
    }
}
