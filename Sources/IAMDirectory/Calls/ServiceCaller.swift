import AccessCore
import HTTP
import Reconciliation

/// Makes calls of one service at one endpoint: signs them, tries again what may be tried again, and tells what came of
/// it by what helps.
struct ServiceCaller: Sendable {
    /// `IAM`, as messages name it.
    let name: String
    let endpoint: Endpoint
    let signature: SigV4
    /// The API's version, a date.
    let version: String
    /// Nil: calls aren't signed.
    let credentials: (any CredentialProvider)?
    let http: HTTPClient
    let clock: ServiceClock
    let budget: RequestBudget
    let pace: Pace
    let ledger: CallLedger

    /// Bytes of an answer. A page of 1,000 users has some 3 MB; 50 long tags each make it 25 MB. It is read as it arrives.
    private static let largestAnswer = 64 << 20
    /// A page takes IAM seconds.
    private static let timeouts = Timeouts(
        connect: .seconds(5), total: .seconds(60), stall: .init(bytesPerSecond: 1, window: .seconds(15)))

    /// Calls until there is an answer or a reason not to go on. `handler` makes one for each attempt.
    func call<Handler: AnswerHandler>(
        _ call: ServiceCall, _ handler: @Sendable () -> Handler
    ) async throws(DirectoryFailure) -> ServiceAnswer<Handler> {
        var course = Course(name: name, call: call, pace: pace)
        let body = call.body(version: version)
        while true {
            let round = try await begin(&course)
            let credentials = try await course.credentials(of: self.credentials)
            // Before the last look at the deadline: however long this process stands still from here on, AWS takes nothing
            // that was signed more than five minutes ago.
            let signed = clock.corrected
            let asked = clock.ours
            // The wait for a turn and for credentials took its time.
            try course.check(clock.ours)
            ledger.record {
                $0.calls[call.action, default: 0] += 1
                if course.attempt > 0 { $0.retries += 1 }
            }
            course.attempt += 1
            switch await send(body, handler(), credentials: credentials, at: signed) {
            case .answered(var answer):
                answer.asked = asked
                await budget.succeeded()
                return answer
            case .failed(let failure): throw course.ended(by: failure)
            case .unanswered(let words, let mayHaveHappened):
                try await wait(course.pauseUnanswered(words, mayHaveHappened: mayHaveHappened), &course)
            case .refused(let refusal, let head):
                switch refusal.remedy {
                case .slowDown:
                    ledger.record { $0.throttles += 1 }
                    await budget.throttled(in: round)
                    try await wait(course.pause(refusal, as: .throttled), &course)
                case .again: try await wait(course.pause(refusal, as: .throttled), &course)
                case .againUnsure: try await wait(course.pause(refusal, as: .unreachable), &course)
                case .correctClock:
                    guard course.mayCorrectClock, let cloud = head.clock, clock.correct(to: cloud, signed: signed) else {
                        throw course.ended(by: refusal, as: .credentials)
                    }
                    course.mayCorrectClock = false
                case .renewCredentials:
                    guard let credentials, let provider = self.credentials, try await course.renew(credentials, of: provider) else {
                        throw course.ended(by: refusal, as: .credentials)
                    }
                case .none(let kind): throw course.ended(by: refusal, as: kind)
                }
            }
        }
    }

    private func begin(_ course: inout Course) async throws(DirectoryFailure) -> Int {
        try course.check(clock.ours)
        do { return try await budget.begin() } catch { throw course.cancelled() }
    }

    private func wait(_ pause: Duration, _ course: inout Course) async throws(DirectoryFailure) {
        try course.check(clock.ours.advanced(by: pause))
        do { try await pace.sleep(pause) } catch { throw course.cancelled() }
    }

    private func send<Handler: AnswerHandler>(
        _ body: [UInt8], _ handler: Handler, credentials: Credentials?, at instant: Timestamp
    ) async -> Attempt<Handler> {
        let request = request(body, credentials, at: instant)
        do throws(HTTPFailure) {
            let sink: AnswerSink<Handler>
            do { sink = try AnswerSink(handler) } catch { return .failed(DirectoryFailure(.invalid, "\(error)")) }
            let (head, filled) = try await http.send(request, into: sink)
            return Attempt(head, filled, signedBy: credentials)
        } catch {
            return Attempt(error)
        }
    }

    private func request(_ body: [UInt8], _ credentials: Credentials?, at instant: Timestamp) -> Request {
        let type = "application/x-www-form-urlencoded; charset=utf-8"
        var headers = Headers([("Content-Type", type)])
        if let credentials {
            let signable = SignableRequest(
                method: "POST", host: endpoint.host, path: endpoint.path, headers: [("Content-Type", type)], body: body)
            for (name, value) in signature.headers(for: signable, by: credentials, at: instant) { headers.add(name, value) }
        }
        // Every action that is called here may be repeated, so that a connection may be reused.
        return Request(
            .post, endpoint.url, headers: headers, body: body, timeouts: Self.timeouts, responseLimit: Self.largestAnswer,
            isIdempotent: true)
    }
}
