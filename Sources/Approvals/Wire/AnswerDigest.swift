import Cryptography

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// What of a forge's answer goes on record.
enum AnswerDigest {
    /// SHA-256 of a part of an answer as JSON, its keys sorted; in hexadecimal digits.
    static func of(_ part: some Encodable) -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return SHA256.hash((try? encoder.encode(part)) ?? Data()).hex
    }
}
