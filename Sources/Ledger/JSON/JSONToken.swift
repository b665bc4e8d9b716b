/// A value or a key of a JSON text, in the order of the text: what is inside an object or a list follows it.
struct JSONToken {
    enum Kind: UInt8 { case object, list, text, escapedText, number, yes, no, null }

    var kind: Kind
    /// Where it stands: what is between the marks of a string, all of a number. Offsets of 32 bits keep a token in 16 bytes.
    var start: UInt32
    var end: UInt32
    /// The token after it and all that is inside it.
    var next: UInt32
}

/// A text that `JSONScanner` doesn't read: not JSON, or JSON as nobody writes a ledger.
struct NotPlain: Error {}
