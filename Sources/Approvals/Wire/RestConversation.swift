import AccessCore
import HTTP

/// The calls of one round of questions to a REST API. Once the forge takes no more of them, the rest isn't asked.
actor RestConversation {
    private let caller: RestCaller
    private let base: String
    private var end: ForgeDoubt?

    /// Calls under way at once.
    static let width = 4

    /// - Parameter base: the API's address, without a slash at the end.
    init(_ caller: RestCaller, base: String) { (self.caller, self.base) = (caller, base) }

    nonisolated var forge: ForgeDialect { caller.forge }

    nonisolated func doubt(_ reason: ForgeDoubt.Reason) -> ForgeDoubt { caller.doubt(reason) }

    /// What it comes to that something can't be told.
    nonisolated func doubtful(_ doubt: ForgeDoubt) -> StepFacts {
        .doubtful(doubt.description, pause: doubt.until?.since(caller.now()))
    }

    /// - Parameters:
    ///   - path: with a slash at the beginning, encoded.
    ///   - what: what a 404 would say that there is none of.
    func get<Value: Decodable & Sendable>(_ path: String, _: Value.Type, what: String) async throws(ForgeDoubt) -> Value {
        try caller.decode(Value.self, from: try await send(path, what).body)
    }

    /// One page of a list.
    func page<Item: Decodable & Sendable>(
        _ path: String, _ number: Int, _: Item.Type, what: String
    ) async throws(ForgeDoubt) -> RestPage<Item> {
        let size = caller.forge == .gitLab ? "per_page" : "limit"
        let mark: Character = path.contains("?") ? "&" : "?"
        let answer = try await send("\(path)\(mark)page=\(number)&\(size)=\(caller.forge.pageSize)", what)
        return RestPage(items: try caller.decode([Item].self, from: answer.body), number: number, headers: answer.headers)
    }

    /// A whole list, or none of it.
    ///
    /// - Parameters:
    ///   - limit: entries; more of them are not read.
    ///   - number: of the pull request that it is about.
    func list<Item: Decodable & Sendable>(
        _ path: String, _: Item.Type, of number: Int, what: String, limit: Int
    ) async throws(ForgeDoubt) -> [Item] {
        var items: [Item] = []
        var total: Int?
        var place = 1
        while true {
            let page = try await page(path, place, Item.self, what: what)
            items += page.items
            guard items.count <= limit else { throw doubt(.tooMany(number, what, limit: limit)) }
            switch page.rest(in: caller.forge, read: items.count, total: total) {
            case .none: return items
            case .more(let all):
                guard !page.items.isEmpty else { throw doubt(.moving(number)) }
                if let all, all > limit { throw doubt(.tooMany(number, what, limit: limit)) }
                total = all
                place += 1
            case .changed: throw doubt(.moving(number))
            case .unknown: throw doubt(.noPages)
            }
        }
    }

    private func send(_ path: String, _ what: String) async throws(ForgeDoubt) -> RestCaller.Answer {
        if let end { throw end }
        do throws(ForgeDoubt) {
            return try await caller.get(base + path, what: what)
        } catch {
            if error.endsAsking { end = end ?? error }
            throw error
        }
    }
}
