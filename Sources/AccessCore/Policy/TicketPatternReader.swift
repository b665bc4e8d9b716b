/// Reads the text of a pattern of tickets.
struct TicketPatternReader {
    private typealias Fault = TicketPattern.Fault
    private let scalars: [Unicode.Scalar]
    private var place = 0

    init(_ text: String) { scalars = Array(text.unicodeScalars.prefix(TicketPattern.longest + 1)) }

    mutating func read() throws(TicketPattern.Fault) -> TicketExpression {
        guard !scalars.isEmpty else { throw Fault(.empty, at: 0) }
        guard scalars.count <= TicketPattern.longest else { throw Fault(.tooLong, at: 0) }
        let expression = try choice()
        // Only a closing bracket ends a choice before the end.
        guard place == scalars.count else { throw Fault(.unpaired(")"), at: place) }
        return expression
    }

    private var next: Unicode.Scalar? { place < scalars.count ? scalars[place] : nil }

    private mutating func take(_ scalar: Unicode.Scalar) -> Bool {
        guard next == scalar else { return false }
        place += 1
        return true
    }

    private mutating func choice() throws(TicketPattern.Fault) -> TicketExpression {
        var choices = [try sequence()]
        while take("|") { choices.append(try sequence()) }
        return choices.count == 1 ? choices[0] : .choice(choices)
    }

    private mutating func sequence() throws(TicketPattern.Fault) -> TicketExpression {
        var parts: [TicketExpression] = []
        while let scalar = next, scalar != "|", scalar != ")" { parts.append(try repeated(try atom())) }
        return .sequence(parts)
    }

    private mutating func atom() throws(TicketPattern.Fault) -> TicketExpression {
        let start = place
        let scalar = scalars[place]
        place += 1
        switch scalar {
        case "(":
            if next == "?" { throw Fault(.notSupported("(?"), at: start) }
            let inner = try choice()
            guard take(")") else { throw Fault(.unpaired("("), at: start) }
            return inner
        case "[": return .set(try set(from: start))
        case ".": return .set(.any)
        case "\\": return .set(TicketSet(ranges: try escape(from: start)))
        case "?", "*", "+", "{": throw Fault(.nothingToRepeat(Character(scalar)), at: start)
        case "]", "}": throw Fault(.unpaired(Character(scalar)), at: start)
        case "^", "$": throw Fault(.notSupported(String(scalar)), at: start)
        default: return .set(TicketSet(ranges: [scalar...scalar]))
        }
    }

    private mutating func repeated(_ atom: TicketExpression) throws(TicketPattern.Fault) -> TicketExpression {
        let start = place
        let expression: TicketExpression
        if take("?") {
            expression = .repeated(atom, least: 0, most: 1)
        } else if take("*") {
            expression = .repeated(atom, least: 0, most: nil)
        } else if take("+") {
            expression = .repeated(atom, least: 1, most: nil)
        } else if take("{") {
            expression = try counted(atom, from: start)
        } else {
            return atom
        }
        // `a+?` and `a++` mean something elsewhere, and nothing where only whole tickets count.
        if let sign = next, sign == "?" || sign == "*" || sign == "+" || sign == "{" {
            throw Fault(.nothingToRepeat(Character(sign)), at: place)
        }
        return expression
    }

    private mutating func counted(_ atom: TicketExpression, from start: Int) throws(TicketPattern.Fault) -> TicketExpression {
        guard let least = number() else { throw Fault(.count, at: start) }
        var most: Int? = least
        if take(",") { most = next == "}" ? nil : number() ?? -1 }
        guard take("}"), least <= 100, most.map({ $0 >= least && (1...100).contains($0) }) ?? true else { throw Fault(.count, at: start) }
        return .repeated(atom, least: least, most: most)
    }

    /// At most three digits; nil if there is none.
    private mutating func number() -> Int? {
        var value: Int?
        while let scalar = next, ("0"..."9").contains(scalar), (value ?? 0) < 100 {
            value = (value ?? 0) * 10 + Int(scalar.value - 48)
            place += 1
        }
        return value
    }

    private mutating func set(from start: Int) throws(TicketPattern.Fault) -> TicketSet {
        var set = TicketSet(ranges: [], isInverted: take("^"))
        while let scalar = next, scalar != "]" {
            let item = place
            place += 1
            if scalar == "[" { throw Fault(.notSupported("["), at: item) }
            let ranges = scalar == "\\" ? try escape(from: item) : [scalar...scalar]
            guard next == "-", place + 1 < scalars.count, scalars[place + 1] != "]" else {
                set.ranges += ranges
                continue
            }
            place += 2
            let last = scalars[place - 1]
            let end = last == "\\" ? try escape(from: place - 1) : [last...last]
            // `[\d-z]` says nothing.
            guard let from = single(ranges), let to = single(end), from <= to else { throw Fault(.set, at: start) }
            set.ranges.append(from...to)
        }
        guard take("]") else { throw Fault(.unpaired("["), at: start) }
        guard !set.ranges.isEmpty else { throw Fault(.set, at: start) }
        return set
    }

    private func single(_ ranges: [ClosedRange<Unicode.Scalar>]) -> Unicode.Scalar? {
        guard ranges.count == 1, ranges[0].lowerBound == ranges[0].upperBound else { return nil }
        return ranges[0].lowerBound
    }

    private mutating func escape(from start: Int) throws(TicketPattern.Fault) -> [ClosedRange<Unicode.Scalar>] {
        guard let scalar = next else { throw Fault(.endsInBackslash, at: start) }
        place += 1
        switch scalar {
        case "d": return TicketSet.digits
        case "w": return TicketSet.words
        case "a"..."z", "A"..."Z", "0"..."9": throw Fault(.notSupported("\\\(scalar)"), at: start)
        default: return [scalar...scalar]
        }
    }
}
