import AccessCore

extension Duration {
    /// `40 s`, `5 min`, `4 h`, `1 h 30 min`, `2 d 3 h`: as precise as a person needs it.
    var spoken: Line {
        let seconds = max(0, components.seconds)
        func two(_ large: Int64, _ unit: Line, _ small: Int64, _ part: Line) -> Line {
            small == 0 ? "\(Int(large)) \(unit)" : "\(Int(large)) \(unit) \(Int(small)) \(part)"
        }
        return switch seconds {
        case ..<60: "\(Int(seconds)) s"
        case ..<3600: "\(Int(seconds / 60)) min"
        case ..<86_400: two(seconds / 3600, "h", seconds / 60 % 60, "min")
        default: two(seconds / 86_400, "d", seconds / 3600 % 24, "h")
        }
    }
}

extension Int {
    /// `1 grant`, `2 grants`.
    func of(_ one: Line, _ many: Line? = nil) -> Line { self == 1 ? "1 \(one)" : "\(self) \(many ?? "\(one)s")" }
}
