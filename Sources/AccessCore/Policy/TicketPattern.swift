/// A pattern that a ticket must match as a whole: the familiar signs of regular expressions, matched in time linear in
/// the ticket whatever the pattern is (all ways are followed at once, none is tried again).
///
/// Letters, digits and most marks stand for themselves. `.` is any character, `[a-z0-9_]` and `[^…]` are sets, `\d` and
/// `\w` are ASCII's digits and word characters, a backslash before any other mark makes it stand for itself, `( | )`
/// groups and chooses, and `?`, `*`, `+`, `{2}`, `{2,}` and `{2,4}` repeat what stands before them.
package struct TicketPattern: Hashable, Sendable {
    /// As it was written.
    package let text: String
    private let program: [TicketStep]

    /// Characters of a pattern: twice what a ticket can have.
    package static let longest = 200
    /// Steps that a pattern may come to once its repetitions are written out; what a ticket of 100 characters needs at most.
    package static let mostSteps = 2000

    /// - Throws: what is wrong with the pattern, and where.
    package init(_ text: String) throws(Fault) {
        var reader = TicketPatternReader(text)
        let expression = try reader.read()
        guard expression.steps < Self.mostSteps else { throw Fault(.tooManySteps, at: 0) }
        self.text = text
        program = TicketStep.program(of: expression)
    }

    /// Whether a ticket matches from its first character to its last.
    package func matches(_ ticket: String) -> Bool {
        var ways = Ways(count: program.count)
        ways.add(0, of: program)
        for scalar in ticket.unicodeScalars {
            var next = Ways(count: program.count)
            for place in ways.places {
                if case .character(let set) = program[place], set.contains(scalar) { next.add(place + 1, of: program) }
            }
            if next.places.isEmpty { return false }
            ways = next
        }
        return ways.places.contains { program[$0] == .match }
    }

    /// The places of a program that are reached at once, none twice.
    private struct Ways {
        private(set) var places: [Int] = []
        private var isReached: [Bool]

        init(count: Int) { isReached = Array(repeating: false, count: count) }

        mutating func add(_ start: Int, of program: [TicketStep]) {
            var waiting = [start]
            while let place = waiting.popLast() {
                guard !isReached[place] else { continue }
                isReached[place] = true
                switch program[place] {
                case .jump(let next): waiting.append(next)
                case .split(let one, let other): waiting += [other, one]
                case .character, .match: places.append(place)
                }
            }
        }
    }
}

extension TicketPattern {
    /// Why a text is no pattern.
    package struct Fault: Error, Hashable {
        package enum Problem: Hashable, Sendable {
            case empty
            case tooLong
            /// Written out, its repetitions are too many.
            case tooManySteps
            /// A bracket without its other half.
            case unpaired(Character)
            /// Something of other pattern languages.
            case notSupported(String)
            case nothingToRepeat(Character)
            /// Not `{2}`, `{2,}` or `{2,4}` of at most 100.
            case count
            /// `[z-a]`, or a set of nothing.
            case set
            case endsInBackslash
        }

        package var problem: Problem
        /// Characters before the place where it is wrong.
        package var offset: Int

        init(_ problem: Problem, at offset: Int) { (self.problem, self.offset) = (problem, offset) }
    }
}

extension TicketPattern.Fault {
    /// What is wrong, as the end of a sentence.
    package var words: String {
        switch problem {
        case .empty: "it is empty"
        case .tooLong: "it has more than \(TicketPattern.longest) characters"
        case .tooManySteps: "its repetitions are too many"
        case .unpaired(let bracket): "the '\(bracket)' at character \(offset + 1) has no other half"
        case .notSupported(let sign): "'\(sign)' at character \(offset + 1) is not known here"
        case .nothingToRepeat(let sign): "there is nothing to repeat before the '\(sign)' at character \(offset + 1)"
        case .count: "the count at character \(offset + 1) is not like {2}, {2,} or {2,4}, of at most 100"
        case .set: "the set at character \(offset + 1) holds nothing, or goes backwards"
        case .endsInBackslash: "it ends in a backslash"
        }
    }
}
