/// What no message may hold, whoever sends it back to us. Never prints.
struct Secrets: Sendable, CustomStringConvertible, CustomReflectable {
    private var texts: [String]

    init(_ texts: [String]) { self.texts = texts.filter { !$0.isEmpty } }

    /// The text with each of them replaced.
    func removed(from text: String) -> String {
        texts.reduce(text) { $0.replacing($1, with: "…") }
    }

    /// Whether bytes have one of them in them.
    func stand(in bytes: [UInt8]) -> Bool { texts.contains { bytes.firstRange(of: Array($0.utf8)) != nil } }

    var description: String { "secrets" }
    var customMirror: Mirror { Mirror(self, children: []) }
}
