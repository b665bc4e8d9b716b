/// Something that `daypass doctor` looked at.
struct Finding: Encodable, Hashable {
    enum Result: String, Encodable {
        case fine
        /// Works, and could be safer.
        case advice
        case wrong
        /// Couldn't be told.
        case unknown

        var sign: String {
            switch self {
            case .fine: "+"
            case .advice: "~"
            case .wrong: "!"
            case .unknown: "?"
            }
        }
    }

    /// `settings`, `clock`, `git`, `ledger`, `approval`, `forge`, `branch`, `permissions`, `others`.
    var about: String
    /// Nil for what concerns all of them.
    var account: String?
    var result: Result
    var message: String
    /// What to do; nil if nothing is.
    var advice: String?

    /// `1 group`, `3 groups`.
    static func count(_ number: Int, _ one: String, _ many: String? = nil) -> String {
        number == 1 ? "1 \(one)" : "\(number) \(many ?? one + "s")"
    }

    init(_ about: String, account: String? = nil, _ result: Result, _ message: String, advice: String? = nil) {
        (self.about, self.account, self.result, self.message, self.advice) = (about, account, result, message, advice)
    }
}
