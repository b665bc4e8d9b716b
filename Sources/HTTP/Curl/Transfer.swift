import CLibCurl

/// One request from its first byte to its last, redirects included: the easy handle, what is sent and what has come back.
/// Belongs to the thread that drives its multi handle.
final class Transfer {
    let easy: EasyHandle
    let request: Request
    let origin: Target.Origin
    private let headerList = HeaderList()
    private var target: Target
    private let receiver: any BodyReceiver

    private(set) var head: ResponseHead?
    private var assembly = HeadAssembly()
    private var nextTarget: Target?
    private(set) var hops = 0
    /// A connection stood and sending began, in any hop.
    private(set) var began = false
    /// What a callback decided; curl only learns that it is to stop.
    private var verdict: HTTPFailure?
    private var bodyBytes = 0
    private var sentBytes = 0
    private(set) var isPaused = false
    private(set) var clock: TransferClock

    /// - Parameter oldHTTP: no HTTP/2, even where it is offered.
    init(
        _ checked: CheckedRequest, _ configuration: HTTPConfiguration, receiver: any BodyReceiver, oldHTTP: Bool = false
    ) throws(HTTPFailure) {
        request = checked.request
        self.receiver = receiver
        target = checked.target
        origin = checked.target.origin
        clock = TransferClock(request.timeouts ?? configuration.timeouts, now: .now)
        guard Header("User-Agent", configuration.userAgent).isWellFormed else {
            throw HTTPFailure(checked.request, .badRequest, "the user agent has characters that no header may have")
        }
        do {
            easy = try EasyHandle()
            try TransferOptions.apply(to: easy, headerList, request, checked.target, configuration)
            if oldHTTP { try easy.set(CURLOPT_HTTP_VERSION, Int(CURL_HTTP_VERSION_1_1)) }
            try TransferCallbacks.install(on: easy, for: self)
        } catch {
            throw HTTPFailure(error, checked.request)
        }
    }

    // What curl calls.

    func connectionStands() {
        began = true
        clock.requestBegan(at: .now, moved: moved)
    }

    func send(into buffer: UnsafeMutableRawBufferPointer) -> Int {
        let count = min(buffer.count, request.body.count - sentBytes)
        request.body.withUnsafeBytes { buffer.copyMemory(from: .init(rebasing: $0[sentBytes..<sentBytes + count])) }
        sentBytes += count
        return count
    }

    func rewind(to offset: Int) -> Bool {
        guard request.isIdempotent, (0...request.body.count).contains(offset) else { return false }
        sentBytes = offset
        return true
    }

    /// False stops the transfer.
    func receive(header line: UnsafeRawBufferPointer) -> Bool {
        switch assembly.feed(line) {
        case .more: return true
        case .complete: return headIsComplete()
        case .malformed: stop(.malformedResponse, "what came back is not HTTP")
        case .tooLarge:
            stop(.headersTooLarge(limit: Limits.headerBytes), "the response's headers are larger than \(Limits.headerBytes) bytes")
        }
        return false
    }

    /// Nil stops the transfer.
    func receive(body bytes: UnsafeRawBufferPointer) -> Reception? {
        if nextTarget != nil {
            bodyBytes += bytes.count
            return bodyBytes <= Limits.redirectBodyBytes ? .taken : nil
        }
        guard bytes.count <= request.responseLimit - bodyBytes else {
            stopForSize()
            return nil
        }
        do {
            let reception = try receiver.receive(bytes)
            if reception == .taken { bodyBytes += bytes.count } else { isPaused = true }
            return reception
        } catch {
            stop(.sinkRefused, "the receiver refused the body", underlying: error)
            return nil
        }
    }

    private func headIsComplete() -> Bool {
        let head = ResponseHead(
            status: assembly.status, httpVersion: assembly.httpVersion, headers: assembly.headers,
            effectiveURL: target.url, hidesPath: request.hidesPath)
        if let next = redirect(head) {
            guard case .sameOriginGET(let limit) = request.redirects, hops < limit else {
                stop(.tooManyRedirects(limit: hops), "more than \(hops) redirects")
                return false
            }
            nextTarget = next
            return true
        }
        self.head = head
        let announced = easy.offset(CURLINFO_CONTENT_LENGTH_DOWNLOAD_T)
        if request.method != .head, announced > Int64(request.responseLimit) {
            stopForSize()
            return false
        }
        do { try receiver.begin(head) } catch {
            stop(.sinkRefused, "the receiver refused the response", underlying: error)
            return false
        }
        return true
    }

    /// Where to go on, if this is a redirect that the request lets us follow.
    private func redirect(_ head: ResponseHead) -> Target? {
        guard case .sameOriginGET = request.redirects, [.get, .head].contains(request.method),
            [301, 302, 303, 307, 308].contains(head.status), let location = head.headers["Location"],
            let next = target.resolving(location), next.origin == origin
        else { return nil }
        return next
    }

    // What the driver calls.

    /// Bytes that have moved in either direction, for the stall limit.
    private var moved: Int { assembly.bytes + bodyBytes + sentBytes }

    private var phase: HTTPFailure.Phase {
        if head != nil || nextTarget != nil { return .body }
        if clock.isConnecting { return easy.offset(CURLINFO_NAMELOOKUP_TIME_T) > 0 ? .connect : .resolve }
        return .response
    }

    /// Looks at the time limits; true if one is over, and the transfer is to be concluded.
    func expires(at now: TransferClock.Instant) -> Bool {
        guard !isPaused || clock.isOver(at: now), let expiry = clock.check(at: now, moved: moved) else { return false }
        switch expiry {
        case .connect: stop(.timeout(phase), "no connection within \(clock.limits.connect)")
        case .total: stop(.timeout(phase), "not done within \(clock.limits.total)")
        case .stall:
            stop(
                .stalled,
                "the transfer stalled: fewer than \(clock.limits.stall?.bytesPerWindow ?? 0) bytes in \(clock.limits.stall?.window ?? .zero)"
            )
        }
        return true
    }

    func excuse(_ absence: Duration) { clock.excuse(absence) }

    func cancel() { stop(.cancelled, "cancelled") }

    /// Lets a paused body go on; curl may deliver what it holds at once.
    func resume() throws(HTTPFailure) {
        guard isPaused else { return }
        isPaused = false
        clock.requestBegan(at: .now, moved: moved)
        do { try Curl.easy("curl_easy_pause", curl_easy_pause(easy.pointer, Int32(CURLPAUSE_CONT))) } catch {
            if verdict == nil { throw HTTPFailure(error, request, began: began) }
        }
    }

    enum Conclusion {
        case complete(ResponseHead)
        case failed(HTTPFailure)
        /// Set up for its next hop: to be added to the multi handle again.
        case redirected
    }

    /// The transfer has ended with `code`, or was taken out of the multi handle by our own verdict.
    func conclude(_ code: CURLcode) -> Conclusion {
        if let verdict { return .failed(verdict) }
        if nextTarget != nil, code == CURLE_OK || code == CURLE_WRITE_ERROR { return followRedirect() }
        guard code == CURLE_OK else { return .failed(failure(code)) }
        guard let head else {
            // curl takes an end in the middle of a field for the end of the headers.
            return .failed(
                HTTPFailure(
                    request, .connectionLost(requestSent: began), "the connection ended before the headers did", url: target.url,
                    began: began))
        }
        return .complete(head)
    }

    private func followRedirect() -> Conclusion {
        guard let next = nextTarget else { return .redirected }
        target = next
        nextTarget = nil
        hops += 1
        assembly = HeadAssembly()
        bodyBytes = 0
        sentBytes = 0
        clock.connectionBegins(at: .now)
        easy.forgetExplanation()
        do { try easy.set(CURLOPT_URL, next.url) } catch { return .failed(HTTPFailure(error, request, began: began)) }
        return .redirected
    }

    private func failure(_ code: CURLcode) -> HTTPFailure {
        HTTPFailure(
            kind: FailureClassification.kind(of: code, phase: phase), method: request.method,
            url: RedactedURL(target.url, hidesPath: request.hidesPath), curlCode: Int(code.rawValue),
            words: FailureClassification.tidied(easy.explanation(of: code)), mayHaveBeenActedOn: began, underlying: nil)
    }

    private func stopForSize() {
        stop(.responseTooLarge(limit: request.responseLimit), "the response is larger than \(request.responseLimit) bytes")
    }

    /// The first verdict stands.
    private func stop(_ kind: HTTPFailure.Kind, _ words: String, underlying: (any Error)? = nil) {
        guard verdict == nil else { return }
        verdict = HTTPFailure(request, kind, words, url: target.url, began: began, underlying: underlying)
    }
}
