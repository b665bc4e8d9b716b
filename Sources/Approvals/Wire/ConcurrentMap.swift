extension Array where Element: Sendable {
    /// What comes of each, in their order; at most `width` at once.
    func concurrentMap<Outcome: Sendable>(width: Int, _ work: @escaping @Sendable (Element) async -> Outcome) async -> [Outcome] {
        await withTaskGroup(of: (Int, Outcome).self) { group in
            var rest = enumerated().makeIterator()
            func start() {
                guard let (index, element) = rest.next() else { return }
                group.addTask { (index, await work(element)) }
            }
            for _ in 0..<Swift.max(width, 1) { start() }
            var outcomes: [Int: Outcome] = [:]
            for await (index, outcome) in group {
                outcomes[index] = outcome
                start()
            }
            return indices.compactMap { outcomes[$0] }
        }
    }
}
