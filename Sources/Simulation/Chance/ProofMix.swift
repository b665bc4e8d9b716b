import AccessCore

/// Whether people's word counts in a world, and how: what proves an approval, who is careless, what the forge is like. Drawn
/// apart from all the rest, so that worlds in which a merge is enough are the same as before there were others.
struct ProofMix: Sendable {
    /// What settings trust when the world begins; `[merge]` alone where nobody's word is looked at.
    var evidence: [EvidenceKind] = [.merge]
    /// Whether anything but the merge ever counts.
    var isOn = false
    var acts: [Act] = []
    /// How likely a step is proposed and approved as it should be; the others lack something, or are an attack.
    var honesty = 0.0
    /// How likely an approval is a signature where both kinds are trusted.
    var signing = 0.5
    /// How long the forge's index lags behind a merge at most, in seconds.
    var lag = 0
    /// How likely a call to the forge fails, or an answer of it is cut short.
    var silence = 0.0
    var cuts = 0.0
    /// The ledger is signed by a key that is pinned outside the repository: what it remembers counts.
    var remembers = false

    /// What only people do in worlds where their word counts.
    static let all: [Act] = [
        .sign, .signPolicies, .changeRules, .changeEvidence, .changeApprovers, .changeKeys, .changeOwners, .sayAfterwards,
        .takeBackPolicies,
        .forgeOutage, .forgeRecords,
    ]

    /// - Parameters:
    ///   - isPlain: whether requests and policies say only the plainest, and a merge is enough.
    ///   - isProven: whether people's word counts; nil to leave it to chance.
    init(_ chance: Chance, isPlain: Bool, isProven: Bool?) {
        var dice = chance.dice(.proof)
        let draw = dice.happens(0.45) && !isPlain
        guard isProven ?? draw else { return }
        isOn = true
        let kinds: [[EvidenceKind]] = [[.signature], [.github], [.signature, .github], [.signature, .github]]
        evidence = dice.happens(0.12) ? [.merge] : kinds[dice.below(4)]
        honesty = [0.95, 0.75, 0.5][dice.below(3)]
        signing = 0.2 + 0.6 * dice.fraction()
        lag = [0, 0, 60, 900, 7200][dice.below(5)]
        silence = dice.happens(0.4) ? 0.3 * dice.fraction() : 0
        cuts = dice.happens(0.4) ? 0.3 * dice.fraction() : 0
        remembers = dice.happens(0.6)
        for act in Self.all where dice.happens(act == .sign ? 0.9 : 0.6) { acts += Array(repeating: act, count: dice.within(1...3)) }
        acts += Array(repeating: .ask, count: dice.within(4...10))
        if dice.happens(0.5) { acts.append(.forgeRecords) }
        // Where a merge is enough, the ledger is all there is to lie about.
        if evidence == [.merge], acts.contains(.forgeRecords) { acts += Array(repeating: .forgeRecords, count: 6) }
    }

    /// Whether the forge may be late, so that nobody can tell when it says what it will.
    var isLate: Bool { lag > 0 || silence > 0 || cuts > 0 || acts.contains(.forgeOutage) }

    var words: String {
        guard isOn else { return "" }
        let kinds = evidence.map(\.rawValue).joined(separator: " ")
        let slow = isLate ? ", a forge that is late by up to \(lag) s, silent \(Int(silence * 100)) %, cut short \(Int(cuts * 100)) %" : ""
        return "; approvals: \(kinds), \(Int(honesty * 100)) % honest\(remembers ? ", remembered" : "")\(slow)"
    }
}
