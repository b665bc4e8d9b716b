import AccessCore
import HTTP

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// Asks a REST API and says what is wrong with answers that are no answer.
struct RestCaller: Sendable {
    let forge: ForgeDialect
    let client: any Exchange
    let token: String
    let now: @Sendable () -> Timestamp

    /// An answer: what was said, and the headers that tell of further pages.
    struct Answer: Sendable {
        var body: [UInt8]
        var headers: Headers
    }

    /// Bytes of an answer: a page of a hundred notes of 64 KiB is about six million.
    static let responseLimit = 16 * 1024 * 1024
    static let timeouts = Timeouts(connect: .seconds(10), total: .seconds(30))
    /// Before the next call where a limit names no time.
    static let pause = Duration.seconds(60)

    /// - Throws: ``ForgeFault/noToken`` for what is no token of a header.
    init(
        _ forge: ForgeDialect, client: any Exchange, token: String, now: @escaping @Sendable () -> Timestamp
    ) throws(ForgeFault) {
        guard !token.isEmpty, token.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else { throw .noToken }
        (self.forge, self.client, self.token, self.now) = (forge, client, token, now)
    }

    /// - Parameter what: what a 404 would say that there is none of.
    func get(_ url: String, what: String) async throws(ForgeDoubt) -> Answer {
        let (name, value) = forge.credential(token)
        var headers: Headers = ["Accept": "application/json", "User-Agent": "daypass"]
        headers.add(name, value, isSensitive: true)
        let request = Request(.get, url, headers: headers, timeouts: Self.timeouts, responseLimit: Self.responseLimit, redirects: .none)
        let secrets = Secrets([token])
        let response: Response
        do throws(HTTPFailure) { response = try await client.send(request) } catch {
            throw doubt(.unreachable(secrets.removed(from: error.words)))
        }
        try check(response, secrets, what)
        guard !secrets.stand(in: response.body) else { throw doubt(.echo) }
        return Answer(body: response.body, headers: response.headers)
    }

    /// - Throws: what is wrong with the text.
    func decode<Value: Decodable>(_: Value.Type, from body: [UInt8]) throws(ForgeDoubt) -> Value {
        do {
            return try JSONDecoder().decode(Value.self, from: Data(body))
        } catch DecodingError.dataCorrupted(let context) where context.codingPath.isEmpty {
            throw doubt(.notJSON)
        } catch {
            throw doubt(.shape(AnswerPlace(error).description))
        }
    }

    func doubt(_ reason: ForgeDoubt.Reason) -> ForgeDoubt { ForgeDoubt(forge: forge, reason: reason) }

    private func check(_ response: Response, _ secrets: Secrets, _ what: String) throws(ForgeDoubt) {
        if response.status == 200 { return }
        let words = Message.read(response).map { PlainWords(secrets.removed(from: $0)).description } ?? ""
        switch response.status {
        case 300..<400: throw doubt(.elsewhere(response.status))
        case 401: throw doubt(.credentials(words))
        case 403 where response.headers["Retry-After"] == nil: throw doubt(.forbidden(words))
        case 403, 429: throw doubt(.pause(until: pause(response)))
        case 404, 410: throw doubt(.notFound(what))
        default: throw doubt(.status(response.status, words))
        }
    }

    /// Never long ago, and never so far ahead that a wrong number would stop all asking.
    private func pause(_ response: Response) -> Timestamp {
        let now = now()
        let latest = now.advanced(by: .seconds(86_400))
        if let seconds = response.headers["Retry-After"].flatMap({ UInt32($0) }) {
            return min(now.advanced(by: .seconds(Int64(max(seconds, 1)))), latest)
        }
        if let reset = response.headers["RateLimit-Reset"].flatMap({ UInt32($0) }) {
            return min(max(Timestamp(seconds: Int64(reset)), now.advanced(by: .seconds(1))), latest)
        }
        return now.advanced(by: Self.pause)
    }

    /// The forge's own words for what it refuses.
    private struct Message: Decodable {
        let message: String?
        let error: String?

        static func read(_ response: Response) -> String? {
            let words = try? JSONDecoder().decode(Message.self, from: Data(response.body))
            return words?.message ?? words?.error
        }
    }
}
