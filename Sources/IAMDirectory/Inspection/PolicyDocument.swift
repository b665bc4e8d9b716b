/// A policy document, as far as it takes to see who may do something (IAM User Guide, "IAM JSON policy elements reference").
struct PolicyDocument: Sendable {
    enum Verdict: Hashable {
        case allowed
        /// Allowed, on a condition that isn't evaluated.
        case conditional
        /// Denied on no condition.
        case denied
        case silent
    }

    private struct Statement: Sendable {
        var isAllow: Bool
        var actions: [String]
        var isNotAction: Bool
        var resources: [String]
        var isNotResource: Bool
        var isConditional: Bool

        func concerns(_ action: String, _ resource: String) -> Bool {
            // Actions are the same in any capitals; resources aren't.
            let isAction = actions.contains { PolicyDocument.matches(Array($0.lowercased().utf8), Array(action.lowercased().utf8)) }
            let isResource = resources.contains { PolicyDocument.matches(Array($0.utf8), Array(resource.utf8)) }
            return isAction != isNotAction && isResource != isNotResource
        }
    }

    private let statements: [Statement]

    /// - Parameter text: JSON, as IAM returns it with its characters percent-encoded (RFC 3986). What can't be read says nothing.
    init(_ text: String) {
        let decoded = text.hasPrefix("%") ? Self.decoded(text) : text
        guard let json = try? JSONReader.value(of: Array(decoded.utf8)), case .object(let members) = json else {
            statements = []
            return
        }
        switch members["Statement"] {
        case .array(let items)?: statements = items.compactMap(Self.statement)
        case let item?: statements = [Self.statement(item)].compactMap(\.self)
        case nil: statements = []
        }
    }

    func verdict(on action: String, _ resource: String) -> Verdict {
        var verdict = Verdict.silent
        for statement in statements where statement.concerns(action, resource) {
            switch (statement.isAllow, statement.isConditional) {
            case (false, false): return .denied
            // A denial on a condition may not apply.
            case (false, true): continue
            case (true, false): verdict = .allowed
            case (true, true): if verdict == .silent { verdict = .conditional }
            }
        }
        return verdict
    }

    private static func statement(_ value: JSONValue) -> Statement? {
        guard case .object(let members) = value, case .string(let effect)? = members["Effect"] else { return nil }
        func texts(_ value: JSONValue?) -> [String] {
            switch value {
            case .string(let text)?: [text]
            case .array(let items)?: items.compactMap { if case .string(let text) = $0 { text } else { nil } }
            default: []
            }
        }
        let isNotAction = members["NotAction"] != nil
        let isNotResource = members["NotResource"] != nil
        return Statement(
            isAllow: effect == "Allow", actions: texts(members[isNotAction ? "NotAction" : "Action"]), isNotAction: isNotAction,
            resources: texts(members[isNotResource ? "NotResource" : "Resource"]), isNotResource: isNotResource,
            isConditional: members["Condition"] != nil)
    }

    /// `*` stands for any characters, `?` for one. In one pass with one place to come back to: never more than the product of lengths.
    static func matches(_ pattern: [UInt8], _ text: [UInt8]) -> Bool {
        var (at, place) = (0, 0)
        var star: (at: Int, place: Int)?
        while place < text.count {
            if at < pattern.count, pattern[at] == UInt8(ascii: "*") {
                star = (at, place)
                at += 1
            } else if at < pattern.count, pattern[at] == UInt8(ascii: "?") || pattern[at] == text[place] {
                (at, place) = (at + 1, place + 1)
            } else if let last = star {
                star = (last.at, last.place + 1)
                (at, place) = (last.at + 1, last.place + 1)
            } else {
                return false
            }
        }
        return pattern[at...].allSatisfy { $0 == UInt8(ascii: "*") }
    }

    private static func decoded(_ text: String) -> String {
        var bytes: [UInt8] = []
        var rest = Array(text.utf8)[...]
        while let byte = rest.popFirst() {
            if byte == UInt8(ascii: "%"), rest.count >= 2, let value = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16) {
                bytes.append(value)
                rest = rest.dropFirst(2)
            } else {
                bytes.append(byte)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
