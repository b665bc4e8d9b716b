import AccessCore
import AccessRequests
import Reports
import TimeZones

/// Asks for what a request lacks, one question a line; an answer that can't be right is told and asked for again.
struct Dialogue {
    let clone: Clone
    let console: Console

    /// Whether somebody sits there who can be asked.
    static var isPossible: Bool { Console.isTerminal(0) && Console.isTerminal(2) }

    func complete(_ draft: inout RequestDraft) throws {
        if draft.user.isEmpty {
            draft.user = try ask("IAM user") { $0.contains(" ") ? "'\($0.printable)' is not an IAM user's name." : nil }
        }
        if draft.access.isEmpty { draft.access = try askAccess(UserName(draft.user)) }
        let wanted = Wanted(draft, in: clone)
        if draft.start == nil, draft.end == nil, draft.duration == nil {
            let start = try ask("Start (\(example(hours: 1)), \(zone); empty: as soon as accepted)", isOptional: true) {
                clone.instant($0) == nil ? "'\($0.printable)' is not a time like \(example(hours: 1))." : nil
            }
            draft.start = start.isEmpty ? nil : start
        }
        if draft.end == nil, draft.duration == nil { try askEnd(&draft, wanted) }
        if draft.reason.isEmpty { draft.reason = try ask("Reason") }
        if draft.ticket == nil {
            draft.ticket = try askText(wanted.ticket.map { "Ticket (\($0))" }, else: "Ticket (empty: none)", wanted.objection(toTicket:))
        }
        if draft.plan == nil {
            draft.plan = try askText(wanted.plan ? "What will be done" : nil, else: "What will be done (empty: nothing is said)")
        }
        if draft.rollback == nil {
            draft.rollback = try askText(wanted.rollback ? "How to get back" : nil, else: "How to get back (empty: nothing is said)")
        }
    }

    private func askEnd(_ draft: inout RequestDraft, _ wanted: Wanted) throws {
        let start = draft.start.flatMap(clone.instant) ?? clone.now
        let most = wanted.longest.map { "; at most \($0.inWords)" } ?? ""
        let end = try ask("Until (\(example(hours: 5)), \(zone)), or how long (4h\(most))") { answer in
            let isSpan = Self.isDuration(answer)
            guard let length = isSpan ? RequestTime.span(answer) : clone.instant(answer)?.since(start) else {
                return "'\(answer.printable)' is neither a time like \(example(hours: 5)) nor a duration like 4h."
            }
            guard length > .zero else { return "That is before it starts." }
            return wanted.objection(toLength: length)
        }
        if Self.isDuration(end) { draft.duration = end } else { draft.end = end }
    }

    private var zone: String { clone.policies.settings.timezone }

    /// A full hour to come, as requests have it.
    private func example(hours: Int64) -> String {
        let hour = (clone.now.seconds / 3600 + hours) * 3600
        return String(clone.timezone.local(at: hour).description.prefix(14)) + "00"
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
        let answer = try ask("What for (numbers or names)") { text in
            words(text).first { choice($0) == nil }.map { "'\(String($0).printable)' is not on the list." }
        }
        return words(answer).compactMap(choice)
    }

    /// - Parameters:
    ///   - needed: the question, if there has to be an answer.
    ///   - optional: the question if there needn't be one.
    private func askText(
        _ needed: String?, else optional: String, _ objection: (String) -> String? = { _ in nil }
    ) throws -> String? {
        let answer = try ask(needed ?? optional, isOptional: needed == nil, objection)
        return answer.isEmpty ? nil : answer
    }

    /// The answer without blanks around it.
    ///
    /// - Parameter objection: what is wrong with an answer, in a sentence; nil: nothing.
    private func ask(
        _ question: String, isOptional: Bool = false, _ objection: (String) -> String? = { _ in nil }
    ) throws -> String {
        while true {
            console.prompt(question + ": ")
            guard let line = readLine() else {
                throw CommandFailure("the input ended", advice: "Nothing was written; start again, or give everything as options.")
            }
            var answer = line[...]
            while answer.first == " " { answer.removeFirst() }
            while answer.last == " " || answer.last == "\r" { answer.removeLast() }
            if answer.isEmpty {
                if isOptional { return "" }
                console.warn("This is needed.")
            } else if let words = objection(String(answer)) {
                console.warn(words)
            } else {
                return String(answer)
            }
        }
    }
}
