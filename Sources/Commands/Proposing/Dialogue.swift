import AccessCore
import AccessRequests
import Reports

/// Asks for what a request lacks, one question a line; an answer that can't be right is told and asked for again.
struct Dialogue {
    let clone: Clone
    let console: Console

    /// Whether somebody sits there who can be asked.
    static var isPossible: Bool { Console.isTerminal(0) && Console.isTerminal(2) }

    func complete(_ draft: inout RequestDraft) throws {
        if draft.user.isEmpty { draft.user = try ask("IAM user") }
        if draft.access.isEmpty { draft.access = try askAccess(UserName(draft.user)) }
        if draft.start == nil, draft.end == nil, draft.duration == nil {
            let start = try ask("Start (2026-11-22 22:00; empty: as soon as accepted)", for: "a time", isOptional: true) {
                clone.instant($0) != nil
            }
            draft.start = start.isEmpty ? nil : start
        }
        if draft.end == nil, draft.duration == nil {
            let end = try ask("Until (2026-11-23 02:00), or how long (4h)", for: "a time or a duration") {
                clone.instant($0) != nil || Self.isDuration($0)
            }
            if Self.isDuration(end) { draft.duration = end } else { draft.end = end }
        }
        if draft.reason.isEmpty { draft.reason = try ask("Reason") }
        if draft.ticket == nil { draft.ticket = try askOptional("Ticket (empty: none)") }
        if draft.plan == nil { draft.plan = try askOptional("What will be done (empty: nothing is said)") }
        if draft.rollback == nil { draft.rollback = try askOptional("How to get back (empty: nothing is said)") }
    }

    private static func isDuration(_ text: String) -> Bool {
        text.utf8.first.map { (0x30...0x39).contains($0) || $0 == UInt8(ascii: "P") } == true && !text.contains(":") && !text.contains("-")
    }

    private func askAccess(_ user: UserName) throws -> [String] {
        let list = EligibleList(user, in: clone.policies)
        guard !list.isEmpty else {
            throw CommandFailure(
                "there is nothing that \(user.text.printable) may ask for", advice: "policies/access/ says who may, under 'eligible'.")
        }
        for (number, line) in list.lines.enumerated() { console.warn("  \(number + 1)  \(line.printable)") }
        let names = list.names
        func choice(_ word: Substring) -> String? {
            if let number = Int(word), names.indices.contains(number - 1) { return names[number - 1] }
            return names.contains { $0 == word.prefix { $0 != "@" } } ? String(word) : nil
        }
        func words(_ text: String) -> [Substring] { text.split { $0 == "," || $0 == " " } }
        let answer = try ask("What for (numbers or names)", for: "on the list") { text in
            !words(text).isEmpty && words(text).allSatisfy { choice($0) != nil }
        }
        return words(answer).compactMap(choice)
    }

    private func askOptional(_ question: String) throws -> String? {
        let answer = try ask(question, isOptional: true)
        return answer.isEmpty ? nil : answer
    }

    /// The answer without blanks around it.
    ///
    /// - Parameter wanted: what an answer has to be that `accepts` takes.
    private func ask(
        _ question: String, for wanted: String = "an answer", isOptional: Bool = false, _ accepts: (String) -> Bool = { _ in true }
    ) throws -> String {
        while true {
            console.prompt(question + ": ")
            guard let line = readLine() else {
                throw CommandFailure("the input ended", advice: "Nothing was written; start again, or give everything as options.")
            }
            var answer = line[...]
            while answer.first == " " { answer.removeFirst() }
            while answer.last == " " || answer.last == "\r" { answer.removeLast() }
            if answer.isEmpty ? isOptional : accepts(String(answer)) { return String(answer) }
            console.warn(answer.isEmpty ? "This is needed." : "'\(String(answer).printable)' is not \(wanted).")
        }
    }
}
