import Reconciliation
import Testing

@testable import IAMDirectory

@Suite struct RefusalTests {
    func remedy(_ status: Int, _ code: String) -> Remedy {
        Refusal(status: status, code: code, message: "", requestID: nil, retryAfter: nil).remedy
    }

    @Test func codesDecideBeforeTheStatus() {
        #expect(remedy(400, "Throttling") == .slowDown)
        #expect(remedy(503, "ThrottlingException") == .slowDown)
        #expect(remedy(400, "ServiceUnavailable") == .againUnsure)
        #expect(remedy(500, "NoSuchEntity") == .none(.notFound))
        #expect(remedy(404, "NoSuchEntityException") == .none(.notFound))
        #expect(remedy(409, "ConcurrentModificationException") == .again)
        #expect(remedy(403, "ExpiredTokenException") == .renewCredentials)
        #expect(remedy(403, "SignatureDoesNotMatch") == .correctClock)
        #expect(remedy(400, "AccessDenied") == .none(.denied))
        #expect(remedy(409, "LimitExceeded") == .none(.limit))
    }

    @Test func theStatusDecidesAboutUnknownCodes() {
        #expect(remedy(429, "HTTP 429") == .slowDown)
        #expect(remedy(500, "Whatever") == .againUnsure)
        #expect(remedy(599, "Whatever") == .againUnsure)
        #expect(remedy(408, "HTTP 408") == .againUnsure)
        #expect(remedy(401, "Whatever") == .none(.credentials))
        #expect(remedy(403, "Whatever") == .none(.denied))
        #expect(remedy(400, "ValidationError") == .none(.invalid))
        #expect(remedy(302, "HTTP 302") == .none(.invalid))
    }
}
