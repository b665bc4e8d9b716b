extension Duration {
    /// `4h`, `1h30m`, `2d`: whole seconds, the largest units first.
    package var inWords: String {
        var rest = components.seconds.magnitude
        guard rest > 0 else { return "0s" }
        var words = components.seconds < 0 ? "-" : ""
        for (unit, length) in [("d", UInt64(86_400)), ("h", 3600), ("m", 60), ("s", 1)] where rest >= length {
            words += "\(rest / length)\(unit)"
            rest %= length
        }
        return words
    }
}
