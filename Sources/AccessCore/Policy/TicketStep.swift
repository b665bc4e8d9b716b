/// What a pattern of tickets says, read.
indirect enum TicketExpression: Hashable, Sendable {
    case set(TicketSet)
    case sequence([TicketExpression])
    case choice([TicketExpression])
    /// `most` nil: as often as you like.
    case repeated(TicketExpression, least: Int, most: Int?)

    /// Steps of its program, without overflow: what is far too much comes out as far too much.
    var steps: Int {
        switch self {
        case .set: 1
        case .sequence(let parts): parts.reduce(0) { Self.sum($0, $1.steps) }
        case .choice(let parts): parts.reduce(0) { Self.sum($0, Self.sum($1.steps, 2)) }
        case .repeated(let part, let least, let most): Self.product(Self.sum(part.steps, 2), max(least + (most == nil ? 1 : 0), most ?? 0))
        }
    }

    private static func sum(_ left: Int, _ right: Int) -> Int {
        let (sum, overflow) = left.addingReportingOverflow(right)
        return overflow ? .max : sum
    }

    private static func product(_ left: Int, _ right: Int) -> Int {
        let (product, overflow) = left.multipliedReportingOverflow(by: right)
        return overflow ? .max : product
    }
}

/// Which characters may stand in one place of a ticket.
struct TicketSet: Hashable, Sendable {
    var ranges: [ClosedRange<Unicode.Scalar>]
    var isInverted = false

    static let any = TicketSet(ranges: [], isInverted: true)
    static let digits: [ClosedRange<Unicode.Scalar>] = ["0"..."9"]
    static let words: [ClosedRange<Unicode.Scalar>] = ["0"..."9", "A"..."Z", "_"..."_", "a"..."z"]

    func contains(_ scalar: Unicode.Scalar) -> Bool { ranges.contains { $0.contains(scalar) } != isInverted }
}

/// One step of a pattern's program.
enum TicketStep: Hashable, Sendable {
    /// Goes on to the next step with one character of a set.
    case character(TicketSet)
    case jump(Int)
    case split(Int, Int)
    case match

    static func program(of expression: TicketExpression) -> [TicketStep] {
        var program: [TicketStep] = []
        append(expression, to: &program)
        program.append(.match)
        return program
    }

    private static func append(_ expression: TicketExpression, to program: inout [TicketStep]) {
        switch expression {
        case .set(let set): program.append(.character(set))
        case .sequence(let parts): for part in parts { append(part, to: &program) }
        case .choice(let parts): append(parts[...], to: &program)
        case .repeated(let part, let least, let most):
            for _ in 0..<least { append(part, to: &program) }
            if let most {
                // Each of the rest may be the last.
                var exits: [Int] = []
                for _ in least..<max(most, least) {
                    exits.append(program.count)
                    program.append(.match)
                    append(part, to: &program)
                }
                for exit in exits { program[exit] = .split(exit + 1, program.count) }
            } else {
                let start = program.count
                program.append(.match)
                append(part, to: &program)
                program.append(.jump(start))
                program[start] = .split(start + 1, program.count)
            }
        }
    }

    private static func append(_ choices: ArraySlice<TicketExpression>, to program: inout [TicketStep]) {
        guard let first = choices.first else { return }
        let rest = choices.dropFirst()
        guard !rest.isEmpty else { return append(first, to: &program) }
        let start = program.count
        program.append(.match)
        append(first, to: &program)
        let end = program.count
        program.append(.match)
        program[start] = .split(start + 1, program.count)
        append(rest, to: &program)
        program[end] = .jump(program.count)
    }
}
