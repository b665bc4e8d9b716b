import HTTP

/// How a REST API gives long lists.
struct RestPaging: Sendable {
    /// The part of a query that says how many entries a page may have.
    let size: String
    let end: End

    /// How it tells whether there are more pages.
    enum End: Sendable {
        /// The headers name the next page, or that there is none.
        case nextPage
        /// The headers say how many entries there are in all.
        case total
    }
}

/// A page of a list, and what the forge says of further ones.
struct RestPage<Item: Sendable>: Sendable {
    let items: [Item]
    /// From 1.
    let number: Int
    let headers: Headers
    let paging: RestPaging

    enum Rest: Hashable {
        case none
        /// With how many entries there are in all, where the forge says it.
        case more(Int?)
        /// The list changed between two pages.
        case changed
        /// The headers are missing or say something else.
        case unknown
    }

    /// - Parameters:
    ///   - read: entries of this page and those before it.
    ///   - total: what an earlier page said.
    func rest(read: Int, total: Int?) -> Rest {
        switch paging.end {
        case .nextPage:
            guard let next = headers["X-Next-Page"] else {
                let links = headers.values("Link")
                if links.isEmpty { return .unknown }
                return links.contains { $0.contains("rel=\"next\"") } ? .more(nil) : .none
            }
            if next.isEmpty { return .none }
            return Int(next) == number + 1 ? .more(nil) : .unknown
        case .total:
            guard let all = headers["X-Total-Count"].flatMap({ Int($0) }), all >= 0 else { return .unknown }
            if let total, total != all { return .changed }
            if read == all { return .none }
            return read < all ? .more(all) : .changed
        }
    }
}
