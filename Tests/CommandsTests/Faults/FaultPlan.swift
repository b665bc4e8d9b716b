import Foundation
import TestSupport

/// Which calls a long sweep tries, and how many at a time: the settings of `make faults`.
struct FaultPlan: Sendable {
    /// What happens at a call.
    enum Kind: String, Sendable, CaseIterable {
        /// It is the last one.
        case kill
        /// It fails.
        case once
        /// It fails, and so do all after it.
        case onward

        init(_ kind: FaultLibrary.Kind) {
            switch kind {
            case .failure(_, calls: nil): self = .onward
            case .failure: self = .once
            case .kill, .stop: self = .kill
            }
        }
    }

    /// What a setting has to be; nobody's hours should go into another sweep than the one that was meant.
    struct Mistake: Error, Equatable, CustomStringConvertible {
        let name: String
        let value: String
        let wanted: String
        var description: String { "\(name)=\(value): it has to be \(wanted)" }
    }

    /// 20: each twentieth call, beginning with one by chance.
    let every: Int
    let kinds: Set<Kind>
    /// The calls whose number leaves this remainder, divided by `parts`.
    let part: Int
    let parts: Int
    /// A part of the sweep's name.
    let only: String
    /// A single one.
    let call: Int?
    /// How many trials run at a time; nil: as suits their kind.
    let jobs: Int?
    /// Where sites stand; nil: where the machine keeps what is temporary.
    let folder: String?

    /// Nil without `EVERY`: a short sample is meant.
    init?(_ environment: [String: String]) throws {
        func value(_ name: String) -> String? { environment["DAYPASS_FAULTS_\(name)"].flatMap { $0.isEmpty ? nil : $0 } }
        func count(_ name: String) throws -> Int? {
            try value(name).map { text in
                guard let number = Int(text), number > 0 else { throw Mistake(name: name, value: text, wanted: "a number from 1 on") }
                return number
            }
        }
        guard let every = try count("EVERY") else { return nil }
        self.every = every
        kinds = try Set(
            value("KIND")?.split(separator: ",").map { text in
                guard let kind = Kind(rawValue: String(text)) else {
                    throw Mistake(name: "KIND", value: String(text), wanted: Kind.allCases.map(\.rawValue).joined(separator: " or "))
                }
                return kind
            } ?? Kind.allCases)
        let text = value("PART") ?? "1/1"
        let numbers = text.split(separator: "/", omittingEmptySubsequences: false).map { Int($0) }
        guard numbers.count == 2, let part = numbers[0], let parts = numbers[1], parts > 0, (1...parts).contains(part) else {
            throw Mistake(name: "PART", value: text, wanted: "1/4 to 4/4, or of as many parts as it should be")
        }
        (self.part, self.parts) = (part % parts, parts)
        only = value("ONLY") ?? ""
        call = try count("CALL")
        jobs = try count("JOBS")
        folder = value("FOLDER")
    }

    /// How many trials of a kind run at a time.
    func jobs(_ kind: Kind) -> Int {
        if let jobs { return jobs }
        let cores = ProcessInfo.processInfo.activeProcessorCount
        // A run that can write nothing any more tries for ten seconds, asleep for the most part.
        return kind == .onward ? 4 * cores : cores + 1
    }

    /// Whether any call of a sweep is tried.
    func takes(_ kind: Kind, _ name: String) -> Bool { kinds.contains(kind) && (only.isEmpty || name.contains(only)) }

    /// Which of a sweep's calls are tried.
    ///
    /// - Parameter first: where `every` begins to count.
    func takes(_ number: Int, first: Int) -> Bool {
        if let call { return number == call }
        // What is left of each part is counted anew: else a part might have none of each twentieth, and another one all.
        return number % parts == part && (number / parts + first).isMultiple(of: every)
    }
}
