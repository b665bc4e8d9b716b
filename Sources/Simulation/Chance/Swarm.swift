/// What may go wrong with a call, or with the process that makes it.
package enum Fault: Int, CaseIterable, Sendable {
    /// The process is gone from here on.
    case kill
    /// The process stands still for a long time, and goes on.
    case stall
    /// Somebody asks the run to stop.
    case stop
    case fetchFails, pushFails, pushRefused
    /// The answer to a push is lost; it landed, it didn't, or it lands a little later.
    case pushLostLanded, pushLostNotLanded, pushLandsLater
    case sourceFails
    /// An account can't be opened, or not be read as a whole.
    case openFails, readFails
    /// A read shows what was true some time ago, user by user.
    case staleRead
    case writeThrottled, writeDenied
    /// No answer to a write: it was carried out, or it wasn't.
    case writeLostDone, writeLostUndone
    case cacheWriteFails
    /// The source branch takes no commit, can't be reached for it, or its answer to one is lost.
    case removalRefused, removalFails, removalLost
    /// The forge gives no answer, or cuts one short.
    case forgeSilent, forgeCut

    /// Those of plain worlds; the others befall nothing there.
    static let plain = allCases.prefix { $0 != .removalRefused }
}

/// Which faults and which people a world has: each seed draws its own mix, so that some worlds have a lot of one thing
/// and nothing of another (Groce et al., "Swarm testing", 2012).
package struct Swarm: Sendable {
    var rates: [Double]
    var acts: [Act]
    var runners: Int
    var runs: Int
    var deeds: Int
    /// Milliseconds in which people act and runs begin.
    var horizon: Int
    /// How long a call takes, at most and in most cases.
    var latency: Int
    /// How old what a read shows may be.
    var lag: Int
    var stallLength: Int
    var clocksAreOff: Bool
    var cloudClocksAreOff: Bool
    /// Whether the ledger's commits are signed, and whether runs are given the key that must have signed them.
    var isSigned: Bool
    var isPinned: Bool
    /// What people can write.
    var format: FormatMix
    /// Whose word counts.
    var proof: ProofMix

    /// - Parameters:
    ///   - isPlain: whether the world has nothing of what requests and policies can say beyond the plainest; nil to leave it
    ///     to chance.
    ///   - isProven: whether people's word counts; nil to leave it to chance.
    init(_ chance: Chance, isPlain: Bool? = nil, isProven: Bool? = nil) {
        format = FormatMix(chance, isPlain: isPlain)
        proof = ProofMix(chance, isPlain: isPlain ?? false, isProven: isProven)
        var dice = chance.dice(.swarm)
        let isQuiet = dice.happens(0.1)
        rates = Fault.plain.map { fault in
            let isOn = dice.happens(0.45)
            let strength = dice.fraction()
            guard isOn, !isQuiet else { return 0 }
            switch fault {
            case .kill: return 0.0005 + 0.02 * strength * strength
            case .stall: return 0.0005 + 0.01 * strength * strength
            case .stop: return 0.002
            case .staleRead: return 0.1 + 0.8 * strength
            case .pushRefused, .openFails: return 0.01 + 0.05 * strength
            default: return 0.01 + 0.2 * strength * strength
            }
        }
        acts = []
        for act in Act.plain {
            let isOn = dice.happens(act.likelihood)
            let weight = dice.within(1...4)
            if isOn { acts += Array(repeating: act, count: weight) }
        }
        if !acts.contains(.ask) { acts.append(.ask) }
        acts += [.ask, .ask, .ask]
        runners = dice.within(1...3)
        runs = dice.within(14...26)
        deeds = dice.within(15...40)
        horizon = dice.within(1...8) * 3_600_000
        latency = [20, 200, 2000, 15_000][dice.below(4)]
        lag = [1000, 20_000, 110_000][dice.below(3)]
        stallLength = [60_000, 200_000, 3_600_000][dice.below(3)]
        clocksAreOff = dice.happens(0.25)
        cloudClocksAreOff = dice.happens(0.1)
        isSigned = dice.happens(0.3)
        isPinned = dice.happens(0.5)
        acts += format.acts
        if !format.parts.isEmpty { deeds *= 2 }
        var other = chance.dice(.swarm, 4)
        for _ in Fault.plain.count..<Fault.forgeSilent.rawValue {
            rates.append(format.has(.retention) && !isQuiet && other.happens(0.4) ? 0.3 * other.fraction() : 0)
        }
        rates += [proof.silence, proof.cuts]
        acts += proof.acts
        if proof.isOn { (isSigned, isPinned) = (proof.remembers || isSigned, proof.remembers) }
    }

    func rate(_ fault: Fault) -> Double { rates[fault.rawValue] }

    /// Which faults and people there are, in words.
    var words: String {
        let faults = Fault.allCases.filter { rate($0) > 0 }.map { "\($0)" }.joined(separator: " ")
        let people = Act.allCases.filter(acts.contains).map { "\($0)" }.joined(separator: " ")
        return
            "\(runners) runners, \(runs) runs, \(deeds) deeds\(isSigned ? ", a signed ledger" : "") in \(horizon / 3_600_000) h; faults: \(faults); people: \(people)\(format.words)\(proof.words)"
    }
}
