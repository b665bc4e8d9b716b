import CLibCurl

/// The one funnel for calls into libcurl: an error code becomes a ``CurlFailure`` with the function's name.
enum Curl {
    /// curl_global_init(3), once a process.
    private static let globalCode = curl_global_init(Int(CURL_GLOBAL_DEFAULT))

    static func start() throws(CurlFailure) { try easy("curl_global_init", globalCode) }

    static func easy(_ function: StaticString, _ code: CURLcode) throws(CurlFailure) {
        guard code != CURLE_OK else { return }
        throw CurlFailure(function: function, code: Int(code.rawValue), words: String(cString: curl_easy_strerror(code)))
    }

    static func multi(_ function: StaticString, _ code: CURLMcode) throws(CurlFailure) {
        guard code != CURLM_OK else { return }
        throw CurlFailure(function: function, code: Int(code.rawValue), words: String(cString: curl_multi_strerror(code)))
    }

    static func made<Handle>(_ function: StaticString, _ handle: Handle?) throws(CurlFailure) -> Handle {
        guard let handle else { throw CurlFailure(function: function, code: Int(CURLE_OUT_OF_MEMORY.rawValue), words: "no memory") }
        return handle
    }
}

/// A call into libcurl failed that only fails for want of memory or by a mistake of ours.
struct CurlFailure: Error {
    let function: StaticString
    let code: Int
    let words: String
}
