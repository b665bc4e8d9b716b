import AccessCore
import HTTP

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// Sends GitHub requests and says what is wrong with answers that are no answer.
struct GitHubCaller: Sendable {
    let client: any Exchange
    let timeouts: Timeouts
    let now: @Sendable () -> Timestamp

    /// An answer and where it came from.
    struct Answer: Sendable {
        var body: [UInt8]
        var head: ResponseHead
    }

    /// Bytes of an answer: a hundred pull requests with a few commits and reviews have about half a megabyte.
    static let responseLimit = 16 * 1024 * 1024
    /// What GitHub advises where it names no time (docs.github.com, "Rate limits for the REST API").
    static let pause = Duration.seconds(60)

    /// - Parameter token: a bearer's; in no message.
    func send(_ method: HTTP.Method, _ url: String, token: String, body: [UInt8] = [], what: String) async throws(GitHubDoubt) -> Answer {
        var headers: Headers = [
            "Accept": "application/vnd.github+json", "X-GitHub-Api-Version": "2022-11-28", "User-Agent": "daypass",
        ]
        headers.add("Authorization", "Bearer \(token)", isSensitive: true)
        if !body.isEmpty { headers.add("Content-Type", "application/json") }
        // Queries change nothing: sending one twice does no harm.
        let request = Request(
            method, url, headers: headers, body: body, timeouts: timeouts, responseLimit: Self.responseLimit, isIdempotent: true,
            redirects: .sameOriginGET(max: 1))
        let secrets = Secrets([token])
        let response: Response
        do throws(HTTPFailure) { response = try await client.send(request) } catch {
            throw .unreachable(secrets.removed(from: error.words))
        }
        try check(response, secrets, what)
        guard !secrets.stand(in: response.body) else { throw .echo }
        return Answer(body: response.body, head: response.head)
    }

    /// - Throws: what is wrong with the text.
    static func decode<Value: Decodable>(_: Value.Type, from body: [UInt8]) throws(GitHubDoubt) -> Value {
        do {
            return try JSONDecoder().decode(Value.self, from: Data(body))
        } catch DecodingError.dataCorrupted(let context) where context.codingPath.isEmpty {
            throw .notJSON
        } catch {
            throw .shape(AnswerPlace(error).description)
        }
    }

    private func check(_ response: Response, _ secrets: Secrets, _ what: String) throws(GitHubDoubt) {
        if (200..<300).contains(response.status) { return }
        let message = Message.read(response)
        let words = message.map { PlainWords(secrets.removed(from: $0.message)).description } ?? ""
        switch response.status {
        case 300..<400: throw .elsewhere(response.status)
        case 401: throw .credentials(words)
        case 403, 429:
            if let limit = limit(response, message) { throw limit }
            throw response.status == 429 ? .pause(until: now().advanced(by: Self.pause)) : .forbidden(words)
        case 404, 410: throw .notFound(what)
        case 502, 504: throw .tooMuch(response.status)
        default: throw .status(response.status, words)
        }
    }

    /// Limits come with 403 or 429: the primary one with no calls remaining, secondary ones with `Retry-After`, or with words
    /// alone, of which the address of their page is the steadiest.
    private func limit(_ response: Response, _ message: Message?) -> GitHubDoubt? {
        if let seconds = response.headers["Retry-After"].flatMap({ UInt32($0) }) {
            return .pause(until: now().advanced(by: .seconds(Int64(seconds))))
        }
        if let doubt = Self.exhausted(response.head) { return doubt }
        let (words, page) = (message?.message.lowercased() ?? "", message?.page ?? "")
        let isPause =
            ["secondary rate limit", "abuse detection", "rate limit exceeded"].contains { words.contains($0) }
            || ["#abuse-rate-limits", "secondary-rate-limits"].contains { page.hasSuffix($0) }
        return isPause ? .pause(until: now().advanced(by: Self.pause)) : nil
    }

    /// Set if no call is left, with the time when there are new ones.
    static func exhausted(_ head: ResponseHead) -> GitHubDoubt? {
        guard head.headers["X-RateLimit-Remaining"] == "0" else { return nil }
        let reset = head.headers["X-RateLimit-Reset"].flatMap { UInt32($0) }
        return .limit(until: reset.map { Timestamp(seconds: Int64($0)) })
    }

    /// GitHub's own words for what it refuses.
    private struct Message: Decodable {
        let message: String
        /// Of the documentation.
        let page: String?

        private enum CodingKeys: String, CodingKey {
            case message
            case page = "documentation_url"
        }

        static func read(_ response: Response) -> Message? { try? JSONDecoder().decode(Message.self, from: Data(response.body)) }
    }
}
