/// All that chance decides in one simulated world, from one number.
///
/// Every decision has a key of its own and doesn't depend on how many others were made before it, so leaving one fault
/// out of a story leaves the rest of it as it was as far as that can be: that is what makes stories short.
package struct Chance: Sendable {
    package let seed: UInt64
    /// Decisions that are left out: they come out as if nothing had happened.
    let suppressed: Set<Key>

    package init(seed: UInt64, without suppressed: Set<Key> = []) { (self.seed, self.suppressed) = (seed, suppressed) }

    /// What a decision is about, and which of its kind it is.
    package struct Key: Hashable, Comparable, Sendable {
        let number: UInt64

        init(_ domain: Domain, _ first: Int = 0, _ second: Int = 0) {
            number = UInt64(domain.rawValue) << 56 | UInt64(first & 0xFFF_FFFF) << 28 | UInt64(second & 0xFFF_FFFF)
        }

        package static func < (left: Key, right: Key) -> Bool { left.number < right.number }
    }

    /// Kinds of decisions.
    enum Domain: UInt8 {
        case swarm = 1
        case order, act, run, call, read, fault, deed, proof
    }

    func dice(_ key: Key) -> Dice { Dice(state: Self.mixed(seed ^ Self.mixed(key.number))) }

    func dice(_ domain: Domain, _ first: Int = 0, _ second: Int = 0) -> Dice { dice(Key(domain, first, second)) }

    func isSuppressed(_ key: Key) -> Bool { suppressed.contains(key) }

    /// SplitMix64 (Steele, Lea, Flood: "Fast splittable pseudorandom number generators", 2014).
    static func mixed(_ number: UInt64) -> UInt64 {
        var mixed = number &+ 0x9E37_79B9_7F4A_7C15
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}

/// A stream of numbers for the details of one decision.
struct Dice {
    private var state: UInt64

    init(state: UInt64) { self.state = state }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        return Chance.mixed(state)
    }

    /// 0..<bound.
    mutating func below(_ bound: Int) -> Int { bound <= 1 ? 0 : Int(next() % UInt64(bound)) }

    mutating func within(_ range: ClosedRange<Int>) -> Int { range.lowerBound + below(range.upperBound - range.lowerBound + 1) }

    /// 0..<1.
    mutating func fraction() -> Double { Double(next() >> 11) / Double(1 << 53) }

    mutating func happens(_ rate: Double) -> Bool { fraction() < rate }

    mutating func pick<Element>(_ elements: [Element]) -> Element? { elements.isEmpty ? nil : elements[below(elements.count)] }
}
