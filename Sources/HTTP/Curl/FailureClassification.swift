import CLibCurl

/// libcurl-errors(3), sorted by what they mean to a caller.
enum FailureClassification {
    /// - Parameter phase: where the transfer was.
    static func kind(of code: CURLcode, phase: HTTPFailure.Phase) -> HTTPFailure.Kind {
        let began = phase == .response || phase == .body
        return switch code {
        case CURLE_URL_MALFORMAT: .badURL
        case CURLE_COULDNT_RESOLVE_HOST, CURLE_COULDNT_RESOLVE_PROXY: .resolve
        case CURLE_COULDNT_CONNECT, CURLE_PROXY, CURLE_INTERFACE_FAILED: .connect
        case CURLE_SSL_CONNECT_ERROR, CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_ENGINE_NOTFOUND, CURLE_SSL_ENGINE_SETFAILED,
            CURLE_SSL_CERTPROBLEM, CURLE_SSL_CIPHER, CURLE_SSL_CACERT_BADFILE, CURLE_SSL_SHUTDOWN_FAILED,
            CURLE_SSL_CRL_BADFILE, CURLE_SSL_ISSUER_ERROR, CURLE_SSL_PINNEDPUBKEYNOTMATCH, CURLE_SSL_INVALIDCERTSTATUS,
            CURLE_SSL_CLIENTCERT, CURLE_USE_SSL_FAILED:
            .tls
        case CURLE_OPERATION_TIMEDOUT: .timeout(phase)
        case CURLE_SEND_ERROR, CURLE_SEND_FAIL_REWIND: began ? .sendFailed : .connect
        case CURLE_RECV_ERROR, CURLE_GOT_NOTHING, CURLE_PARTIAL_FILE, CURLE_HTTP2, CURLE_HTTP2_STREAM, CURLE_AGAIN:
            began ? .connectionLost(requestSent: true) : .connect
        case CURLE_UNSUPPORTED_PROTOCOL, CURLE_WEIRD_SERVER_REPLY, CURLE_BAD_CONTENT_ENCODING: .malformedResponse
        case CURLE_ABORTED_BY_CALLBACK: .cancelled
        // A header line longer than curl's own 100 KiB: the first in libcurl 7, the second (CURLE_TOO_LARGE) since 8.6.
        case CURLE_OUT_OF_MEMORY where phase == .response, tooLarge: .headersTooLarge(limit: Limits.headerBytes)
        default: .other
        }
    }

    private static let tooLarge = CURLcode(rawValue: 100)

    /// Printable ASCII and other letters, cut to a bound: a certificate's name may be part of them.
    static func tidied(_ words: String) -> String {
        let printable = words.unicodeScalars.map { $0.properties.generalCategory == .control ? "?" : Character($0) }
        var result = ""
        for character in printable where result.utf8.count + character.utf8.count <= Limits.wordsBytes { result.append(character) }
        return result
    }
}
