import AccessCore
import HTTP

/// A forge's REST API, and the token that opens it.
struct RestCaller: Sendable {
    let caller: ForgeCaller
    let paging: RestPaging
    private let token: String
    /// The API's address, without a slash at the end.
    private let base: String

    /// - Throws: ``ForgeFault/noToken`` for what is no token of a header.
    init(
        _ forge: ForgeDialect, _ paging: RestPaging, base: String, client: any Exchange, token: String,
        now: @escaping @Sendable () -> Timestamp
    ) throws(ForgeFault) {
        guard !token.isEmpty, token.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else { throw .noToken }
        caller = ForgeCaller(forge: forge, client: client, now: now)
        (self.paging, self.base, self.token) = (paging, base, token)
    }

    /// - Parameters:
    ///   - path: with a slash at the beginning, encoded.
    ///   - what: what a 404 would say that there is none of.
    func get(_ path: String, what: String) async throws(ForgeDoubt) -> ForgeCaller.Answer {
        try await caller.send(.get, base + path, token: token, what: what)
    }
}

extension RestCaller: CustomReflectable {
    /// Never shows a token.
    var customMirror: Mirror { Mirror(self, children: []) }
}
