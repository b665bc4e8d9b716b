import HTTP

/// The smart protocol over HTTP (gitprotocol-http(5)): a GET for what the remote has, then a POST for each exchange.
///
/// Only the GET follows redirects, never from https to http; what follows goes to where it led. Credentials go to the
/// host they were given for and to no other.
final class HTTPWire: Wire {
    /// As git allows by default for a first request.
    private static let mostRedirects = 5

    private let session: BlockingSession
    private let limits: TransferLimits
    private let stopwatch: Stopwatch
    private let credentials: Credentials
    private let origin: HTTPAddress
    /// Where requests go: the address, or where a redirect led.
    private var base: HTTPAddress
    private var service = Service.upload
    private var unsent: [UInt8] = []
    private var exchange: BlockingExchange?
    /// The beginning of an advertisement, read to see whether it is one.
    private var opening: [UInt8] = []
    private(set) var mayHaveBeenActedOn = false
    private(set) var wasForbidden = false
    let remarks = ""

    init(_ address: HTTPAddress, _ options: RemoteOptions, stopwatch: Stopwatch, shouldStop: @escaping () -> Bool) throws {
        origin = address
        base = address
        limits = options.limits
        self.stopwatch = stopwatch
        credentials = options.credentials.isNone ? address.credentials : options.credentials
        var configuration = options.http
        // Some forges tell git from browsers by this.
        configuration.userAgent = "git/2.0 (\(configuration.userAgent))"
        session = try Self.translating { () throws(HTTPFailure) in
            try BlockingSession(configuration: configuration, shouldStop: shouldStop)
        }
    }

    func advertise(_ service: Service) throws {
        close()
        self.service = service
        base = origin
        for _ in 0...Self.mostRedirects {
            let url = "\(base.text)/info/refs?service=\(service.rawValue)"
            let request = request(.get, url, accept: "*/*")
            let exchange = try Self.translating { () throws(HTTPFailure) in try BlockingExchange(request, session: session) }
            let head = try Self.translating { () throws(HTTPFailure) in try exchange.head() }
            if [301, 302, 303, 307, 308].contains(head.status) {
                base = try HTTPRedirect(from: base, service: service).target(head.headers["Location"])
                continue
            }
            try check(head, exchange, type: "application/x-\(service.rawValue)-advertisement")
            self.exchange = exchange
            return try checkOpening()
        }
        throw GitFailure(.invalid, in: "HTTP", "\(origin) redirects more than \(Self.mostRedirects) times")
    }

    func exchange(_ service: Service) throws {
        exchange = nil
        opening = []
        unsent = []
        self.service = service
    }

    func write(_ bytes: UnsafeRawBufferPointer) throws { unsent.append(contentsOf: bytes) }

    func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
        if !opening.isEmpty {
            let count = min(opening.count, buffer.count)
            buffer.copyBytes(from: opening.prefix(count))
            opening.removeFirst(count)
            return count
        }
        if exchange == nil { try post() }
        guard let exchange else { return 0 }
        return try translating { () throws(HTTPFailure) in try exchange.read(into: buffer) }
    }

    func close() {
        exchange = nil
        opening = []
        unsent = []
    }

    /// Sends what was written. A push goes out on a fresh connection and never twice.
    private func post() throws {
        var request = request(.post, "\(base.text)/\(service.rawValue)", accept: "application/x-\(service.rawValue)-result")
        request.headers.add("Content-Type", "application/x-\(service.rawValue)-request")
        request.body = unsent
        request.isIdempotent = service == .upload
        unsent = []
        let made = try Self.translating { [session] () throws(HTTPFailure) in try BlockingExchange(request, session: session) }
        exchange = made
        let head = try translating { () throws(HTTPFailure) in try made.head() }
        // A plain refusal is an answer; a gateway that gave up waiting is none.
        if service == .receive, head.isSuccess || head.status >= 500 { mayHaveBeenActedOn = true }
        try check(head, made, type: "application/x-\(service.rawValue)-result")
    }

    private func request(_ method: Method, _ url: String, accept: String) -> Request {
        var headers: Headers = ["Accept": accept, "Pragma": "no-cache"]
        if !credentials.isNone, HTTPRedirect.keepsCredentials(from: origin, to: base) {
            headers.add("Authorization", "Basic " + Base64.encoded(credentials.basic), isSensitive: true)
        }
        let timeouts = Timeouts(
            connect: limits.connect, total: max(stopwatch.left, .milliseconds(1)), stall: .init(bytesPerSecond: 1, window: limits.stall)
        )
        return Request(method, url, headers: headers, timeouts: timeouts, responseLimit: limits.bytes)
    }

    private func check(_ head: ResponseHead, _ exchange: BlockingExchange, type expected: String) throws {
        let answer = HTTPAnswer(
            status: head.status, type: head.headers["Content-Type"] ?? "", address: base, hasCredentials: !credentials.isNone,
            losesCredentials: !HTTPRedirect.keepsCredentials(from: origin, to: base)
        )
        wasForbidden = answer.status == 403
        guard let kind = answer.failure(expecting: expected) else { return }
        throw GitFailure(kind, in: "HTTP", answer.message(words: answer.isText ? beginning(of: exchange) : ""))
    }

    /// What an error's text begins with; forges say there what is wrong.
    private func beginning(of exchange: BlockingExchange) -> String {
        withUnsafeTemporaryAllocation(byteCount: 512, alignment: 1) { buffer in
            let count = (try? exchange.read(into: buffer)) ?? 0
            return Remarks.tidy(buffer.prefix(count))
        }
    }

    /// The first line names the service; anything else is a page that calls itself an advertisement.
    private func checkOpening() throws {
        let line = "# service=\(service.rawValue)\n"
        let length = String(line.utf8.count + 4, radix: 16)
        let expected = Array((String(repeating: "0", count: 4 - length.count) + length + line).utf8)
        guard let exchange else { return }
        try withUnsafeTemporaryAllocation(byteCount: 1024, alignment: 1) { buffer in
            while opening.count < expected.count {
                let count = try translating { () throws(HTTPFailure) in try exchange.read(into: buffer) }
                if count == 0 { break }
                opening.append(contentsOf: buffer.prefix(count))
            }
        }
        guard opening.starts(with: expected) else {
            throw GitFailure(.corrupt, in: "HTTP", "\(base) answered with something that is no list of references")
        }
    }

    /// Runs a step of an exchange, and remembers if what failed may have been done.
    private func translating<Result>(_ body: () throws(HTTPFailure) -> Result) throws -> Result {
        do throws(HTTPFailure) { return try body() } catch {
            if service == .receive, error.method == .post, error.mayHaveBeenActedOn { mayHaveBeenActedOn = true }
            throw GitFailure(error)
        }
    }

    private static func translating<Result>(_ body: () throws(HTTPFailure) -> Result) throws -> Result {
        do throws(HTTPFailure) { return try body() } catch { throw GitFailure(error) }
    }
}

extension GitFailure {
    init(_ failure: HTTPFailure) {
        let kind: Kind =
            switch failure.kind {
            case .badURL, .schemeRefused, .badRequest: .invalid
            case .timeout, .stalled: .timeout
            case .headersTooLarge, .responseTooLarge: .limit
            case .malformedResponse: .corrupt
            case .cancelled: .cancelled
            case .resolve, .connect, .tls, .sendFailed, .connectionLost, .tooManyRedirects: .unreachable
            case .sinkRefused, .other: .other
            }
        self.init(kind, in: "HTTP", "\(failure)")
    }
}
