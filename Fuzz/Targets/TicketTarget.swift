import AccessCore

/// A pattern says the same in other words of its own language, and its mistakes can be shown.
func fuzzTicket(_ bytes: [UInt8]) throws(Broken) {
    let parts = bytes.split(separator: 0, maxSplits: 1, omittingEmptySubsequences: false)
    let text = String(decoding: parts[0], as: UTF8.self)
    // As long as one may be, twice over.
    let ticket = String(String(decoding: parts.count > 1 ? parts[1] : [], as: UTF8.self).unicodeScalars.prefix(200))
    let pattern: TicketPattern
    do { pattern = try TicketPattern(text) } catch {
        try require(isOneLine(error.words.filter { !text.contains($0) }), "the words of a fault aren't one line")
        try require((0...TicketPattern.longest).contains(error.offset), "a fault at \(error.offset)")
        return
    }
    try require(pattern.text == text, "a pattern is another than was written")
    let isMatch = pattern.matches(ticket)
    for same in ["(\(text))", "(\(text)){1}", "\(text)|\(text)", "(\(text))|(\(text))", "((\(text)))"] {
        try require(matches(same, ticket) ?? isMatch == isMatch, "'\(same)' isn't '\(text)'")
    }
    try require(matches("(\(text))?", ticket) ?? isMatch == isMatch || ticket.isEmpty, "once or not at all isn't once")
    try require(matches("(\(text))*", "") ?? true, "not at all isn't enough")
    // What matches does so beside another choice, again, and with anything behind it.
    if isMatch {
        for more in ["(\(text))|x", "x|(\(text))", "(\(text))*", "(\(text))+", "(\(text)).*", ".*(\(text))", "(\(text)){1,2}"] {
            try require(matches(more, ticket) ?? true, "'\(more)' is narrower than '\(text)'")
        }
        try require(matches("(\(text)){2}", ticket + ticket) ?? true, "twice isn't two of it")
        try require(matches("(\(text))X", ticket + "X") ?? true, "what stands behind isn't found")
        try require(!(matches("(\(text))X", ticket) ?? false) || pattern.matches(String(ticket.dropLast())), "something is missing")
    }
    // The ticket itself, each character of it standing for itself.
    if !ticket.isEmpty, let itself = try? TicketPattern(quoted(ticket)) {
        try require(itself.matches(ticket), "'\(ticket)' isn't what it says")
        try require(!itself.matches(ticket + "x") && !itself.matches(String(ticket.unicodeScalars.dropLast())), "'\(ticket)' is more")
    }
}

/// Nil where the pattern has become too long or too large by what was put around it.
private func matches(_ pattern: String, _ ticket: String) -> Bool? { (try? TicketPattern(pattern))?.matches(ticket) }

private func quoted(_ ticket: String) -> String {
    var text = ""
    for scalar in ticket.unicodeScalars {
        let isPlain = scalar.properties.isAlphabetic || scalar.value >= 0x80 || ("0"..."9").contains(scalar)
        text += (isPlain ? "" : "\\") + String(scalar)
    }
    return text
}
