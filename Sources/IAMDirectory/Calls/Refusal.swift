import Reconciliation

/// A service answered that it won't, or that it can't now.
struct Refusal: Hashable, Sendable {
    let status: Int
    /// The service's code; `HTTP 502` and the like where the answer has none.
    let code: String
    let message: String
    let requestID: String?
    /// What `Retry-After` asks for.
    let retryAfter: Duration?
}

/// What helps against a refusal.
enum Remedy: Hashable, Sendable {
    /// Slower, and again.
    case slowDown
    /// The same again: nothing was carried out.
    case again
    /// The same again: whether it was carried out is not known.
    case againUnsure
    /// Once more, by the cloud's clock.
    case correctClock
    /// Once more, with other credentials.
    case renewCredentials
    case none(DirectoryFailure.Kind)
}

extension Refusal {
    /// IAM API reference, "Common errors" and the errors of each action; STS API reference; the retryable ones as AWS's
    /// SDKs have them (SDKs and Tools Reference Guide, "Retry behavior").
    var remedy: Remedy {
        if let remedy = Self.remedies[code.hasSuffix("Exception") ? String(code.dropLast(9)) : code] { return remedy }
        switch status {
        case 429: return .slowDown
        case 408, 500...599: return .againUnsure
        case 401: return .none(.credentials)
        case 403: return .none(.denied)
        default: return .none(.invalid)
        }
    }

    /// Codes without a trailing `Exception`, which some services and stand-ins add.
    private static let remedies: [String: Remedy] = [
        "Throttling": .slowDown, "Throttled": .slowDown, "RequestThrottled": .slowDown, "RequestLimitExceeded": .slowDown,
        "TooManyRequests": .slowDown, "BandwidthLimitExceeded": .slowDown, "SlowDown": .slowDown,

        "ConcurrentModification": .again, "EntityTemporarilyUnmodifiable": .again, "IDPCommunicationError": .again,
        "InternalFailure": .againUnsure, "InternalError": .againUnsure, "ServiceFailure": .againUnsure,
        "ServiceUnavailable": .againUnsure, "RequestTimeout": .againUnsure,

        "RequestExpired": .correctClock, "RequestTimeTooSkewed": .correctClock, "RequestInTheFuture": .correctClock,
        "SignatureDoesNotMatch": .correctClock, "InvalidSignature": .correctClock,
        "ExpiredToken": .renewCredentials, "InvalidClientTokenId": .renewCredentials, "UnrecognizedClient": .renewCredentials,
        "InvalidAccessKeyId": .renewCredentials, "AuthFailure": .renewCredentials,
        "MissingAuthenticationToken": .none(.credentials), "IncompleteSignature": .none(.credentials),
        "InvalidIdentityToken": .none(.credentials), "IDPRejectedClaim": .none(.credentials),

        "AccessDenied": .none(.denied), "UnauthorizedOperation": .none(.denied), "OptInRequired": .none(.denied),
        "NoSuchEntity": .none(.notFound), "LimitExceeded": .none(.limit),
    ]
}
