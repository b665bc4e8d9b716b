/// How long forges are waited for. What is due waits with them, so there is an end to it (P2).
struct ForgePatience: Hashable, Sendable {
    /// For one answer, to its last byte.
    let answer: Duration
    /// For all that one look at the source branch asks. What was read before is acted on within five minutes
    /// (`Run.longestDeliberation`), or is read anew: the longest is well below that.
    var whole: Duration { answer * 4 }
    /// When all that is asked from now on has to be answered.
    var end: ContinuousClock.Instant { .now + whole }

    /// Seconds for one answer where nobody says otherwise: GitHub ends queries after ten seconds, behind that is the network.
    static let usual = 30
    /// Seconds for one answer that can be chosen.
    static let choices = 1...60

    /// - Throws: what is wrong with `DAYPASS_FORGE_TIMEOUT`.
    init(_ environment: Environment) throws {
        guard let text = environment["DAYPASS_FORGE_TIMEOUT"] else {
            answer = .seconds(Self.usual)
            return
        }
        guard let seconds = Int(text), Self.choices.contains(seconds) else {
            throw CommandFailure.usage(
                "DAYPASS_FORGE_TIMEOUT: '\(text)' is not a number of seconds",
                advice: "Give \(Self.choices.lowerBound) to \(Self.choices.upperBound); without it, it is \(Self.usual).")
        }
        answer = .seconds(seconds)
    }
}
