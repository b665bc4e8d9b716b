import AccessCore
import HTTP

/// The calls of one round of questions to a REST API. Once the forge takes no more of them, the rest isn't asked.
actor RestConversation {
    private let api: RestCaller
    private var end: ForgeDoubt?

    /// Calls under way at once.
    static let width = 4

    init(_ api: RestCaller) { self.api = api }

    nonisolated func doubt(_ reason: ForgeDoubt.Reason) -> ForgeDoubt { api.caller.doubt(reason) }

    /// What it comes to that something can't be told.
    nonisolated func doubtful(_ doubt: ForgeDoubt) -> StepFacts { api.caller.doubtful(doubt) }

    /// - Parameters:
    ///   - path: with a slash at the beginning, encoded.
    ///   - what: what a 404 would say that there is none of.
    func get<Value: Decodable & Sendable>(_ path: String, _: Value.Type, what: String) async throws(ForgeDoubt) -> Value {
        try api.caller.decode(Value.self, from: try await send(path, what).body)
    }

    /// One page of a list.
    func page<Item: Decodable & Sendable>(
        _ path: String, _ number: Int, _: Item.Type, what: String
    ) async throws(ForgeDoubt) -> RestPage<Item> {
        let mark: Character = path.contains("?") ? "&" : "?"
        let answer = try await send("\(path)\(mark)page=\(number)&\(api.paging.size)", what)
        let items = try api.caller.decode([Item].self, from: answer.body)
        return RestPage(items: items, number: number, headers: answer.head.headers, paging: api.paging)
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
            switch page.rest(read: items.count, total: total) {
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

    private func send(_ path: String, _ what: String) async throws(ForgeDoubt) -> ForgeCaller.Answer {
        if let end { throw end }
        do throws(ForgeDoubt) {
            return try await api.get(path, what: what)
        } catch {
            if error.endsAsking { end = end ?? error }
            throw error
        }
    }
}
