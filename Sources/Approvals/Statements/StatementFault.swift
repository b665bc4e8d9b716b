/// Why a text is no statement that could be signed.
package enum StatementFault: Error, Hashable, Sendable {
    /// More bytes than are read.
    case tooLong(Int)
    /// Not UTF-8.
    case notText
    /// The first line names no kind of statement that is known.
    case title
    /// A line isn't what has to stand there: its number from 1, and what has to.
    case line(Int, expected: String)
    /// The value of a line can't stand in it: the line's name, and what it has to be.
    case value(String, String)
    /// Something stands after the last line, or the last line isn't ended.
    case ending
}

extension StatementFault: CustomStringConvertible {
    /// Part of a sentence, without a full stop.
    package var description: String {
        switch self {
        case .tooLong(let limit): "the statement has more than \(limit) bytes"
        case .notText: "the statement is not UTF-8"
        case .title: "the statement doesn't begin with '\(ApprovalStatement.requestTitle)' or '\(ApprovalStatement.policiesTitle)'"
        case .line(let number, let expected): "line \(number) of the statement should begin with '\(expected)'"
        case .value(let name, let rule): "'\(name)' of a statement has to be \(rule)"
        case .ending: "the statement doesn't end with its last line and one line break"
        }
    }
}
