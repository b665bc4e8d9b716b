import AccessCore

/// Something wrong with a file: the facts, and their words. Each kind has a number that never changes its meaning.
protocol Mistake {
    /// 1 to 99, unique within an area.
    var number: Int { get }
    var severity: Diagnostic.Severity { get }
    /// What is wrong, without a full stop.
    var message: String { get }
    /// What to do about it: whole sentences. Nil where the message says it already.
    var advice: String? { get }
}

extension Mistake {
    var severity: Diagnostic.Severity { .error }
}

/// What a mistake is about: the digit after `DP1` in its code.
enum Area: Int, CaseIterable, Sendable {
    /// Files as such, and YAML.
    case files = 1
    case requests = 2
    case entitlements = 3
    case people = 4
    case settings = 5
    case calendar = 6

    /// `DP1203`
    func code(_ number: Int) -> String { "DP1\(rawValue)" + (number < 10 ? "0" : "") + String(number) }
}
