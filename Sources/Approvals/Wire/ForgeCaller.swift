import AccessCore
import HTTP

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// Sends a forge requests, and says what is wrong with answers that are no answer.
struct ForgeCaller: Sendable {
    let forge: ForgeDialect
    let client: any Exchange
    var timeouts = Timeouts(connect: .seconds(10), total: .seconds(30))
    let now: @Sendable () -> Timestamp

    /// An answer and where it came from.
    struct Answer: Sendable {
        var body: [UInt8]
        var head: ResponseHead
    }

    /// Bytes of an answer: a hundred pull requests with a few commits and reviews have about half a megabyte, a page of a hundred
    /// notes of 64 KiB about six.
    static let responseLimit = 16 * 1024 * 1024
    /// Before the next call where a limit names no time, as GitHub advises (docs.github.com, "Rate limits for the REST API").
    static let pause = Duration.seconds(60)

    /// - Parameters:
    ///   - token: in no message.
    ///   - what: what a 404 would say that there is none of.
    func send(
        _ method: HTTP.Method, _ url: String, token: String, body: [UInt8] = [], what: String
    ) async throws(ForgeDoubt) -> Answer {
        var headers = forge.headers
        headers.add("User-Agent", "daypass")
        headers.add(forge.credential.header, forge.credential.prefix + token, isSensitive: true)
        if !body.isEmpty { headers.add("Content-Type", "application/json") }
        // Questions change nothing: sending one twice does no harm.
        let request = Request(
            method, url, headers: headers, body: body, timeouts: timeouts, responseLimit: Self.responseLimit, isIdempotent: true,
            redirects: forge.redirects)
        let secrets = Secrets([token])
        let response: Response
        do throws(HTTPFailure) { response = try await client.send(request) } catch {
            throw doubt(.unreachable(secrets.removed(from: error.words)))
        }
        // What was asked for, or the token that was made.
        guard response.status == 200 || method == .post && response.status == 201 else {
            throw doubt(reason(of: response, secrets, what))
        }
        guard !secrets.stand(in: response.body) else { throw doubt(.echo) }
        return Answer(body: response.body, head: response.head)
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

    /// What it comes to that something can't be told. How long a pause may be is decided where it is remembered (``FoundEvidence``).
    func doubtful(_ doubt: ForgeDoubt) -> StepFacts { .doubtful(doubt.description, pause: doubt.until?.since(now())) }

    private func reason(of response: Response, _ secrets: Secrets, _ what: String) -> ForgeDoubt.Reason {
        let message = Message.read(response)
        let refusal = ForgeDialect.Refusal(response: response, message: message?.words, page: message?.page, now: now())
        if let own = forge.reading(refusal) { return own }
        let words = message?.words.map { PlainWords(secrets.removed(from: $0)).description } ?? ""
        return switch response.status {
        case 300..<400: .elsewhere(response.status)
        case 401: .credentials(words)
        case 403 where response.headers["Retry-After"] == nil: .forbidden(words)
        case 403, 429: .pause(until: pause(response))
        case 404, 410: .notFound(what)
        default: .status(response.status, words)
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
        let page: String?

        var words: String? { message ?? error }

        private enum CodingKeys: String, CodingKey {
            case message, error
            case page = "documentation_url"
        }

        static func read(_ response: Response) -> Message? { try? JSONDecoder().decode(Message.self, from: Data(response.body)) }
    }
}
