import Cryptography

/// Base64 between a line that begins and a line that ends it, as OpenSSH writes signatures and private keys.
struct Armor: Hashable {
    let begin: String
    let end: String
    /// What it holds, for messages.
    let what: String

    static let signature = Armor("SSH SIGNATURE", "the signature")
    static let privateKey = Armor("OPENSSH PRIVATE KEY", "the private key")

    private init(_ label: String, _ what: String) {
        (begin, end, self.what) = ("-----BEGIN \(label)-----", "-----END \(label)-----", what)
    }

    /// Digits of a line: as ssh-keygen has it.
    private static let width = 70

    /// Ends in a line break.
    func wrap(_ bytes: [UInt8]) -> String {
        var digits = Base64.encode(bytes)[...]
        var lines = [begin]
        while !digits.isEmpty {
            lines.append(String(digits.prefix(Self.width)))
            digits = digits.dropFirst(Self.width)
        }
        return (lines + [end]).joined(separator: "\n") + "\n"
    }

    /// Nothing may stand before or after it but one line break at the end, and nothing but digits within. Only how long its
    /// lines are is the writer's choice: tools differ.
    func unwrap(_ text: some Collection<UInt8>) throws(SSHFault) -> [UInt8] {
        var lines = Array(text).split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        if lines.count > 1, lines.last?.isEmpty == true { lines.removeLast() }
        guard let first = lines.first, first.elementsEqual(begin.utf8) else { throw .malformed("\(what) doesn't begin with \(begin)") }
        guard lines.count > 1, let last = lines.last, last.elementsEqual(end.utf8) else {
            throw .malformed("\(what) doesn't end with \(end)")
        }
        guard let bytes = Base64.decode(lines.dropFirst().dropLast().reduce(into: []) { $0 += $1 }) else {
            throw .malformed("\(what) is not whole base64")
        }
        return bytes
    }
}
