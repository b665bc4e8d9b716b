import CLibCurl

/// Owns an easy handle, and the memory that curl writes its error text to.
final class EasyHandle {
    let pointer: UnsafeMutableRawPointer
    private let words: UnsafeMutablePointer<CChar>

    init() throws(CurlFailure) {
        pointer = try Curl.made("curl_easy_init", curl_easy_init())
        words = .allocate(capacity: Int(CURL_ERROR_SIZE))
        words.initialize(repeating: 0, count: Int(CURL_ERROR_SIZE))
        try set(CURLOPT_ERRORBUFFER, pointer: words)
    }

    deinit {
        curl_easy_cleanup(pointer)
        words.deallocate()
    }

    func set(_ option: CURLoption, _ value: Int) throws(CurlFailure) {
        try Curl.easy("curl_easy_setopt", shim_easy_set_long(pointer, option, value))
    }

    func set(_ option: CURLoption, _ value: Bool) throws(CurlFailure) { try set(option, value ? 1 : 0) }

    func set(_ option: CURLoption, offset value: Int) throws(CurlFailure) {
        try Curl.easy("curl_easy_setopt", shim_easy_set_offset(pointer, option, curl_off_t(value)))
    }

    /// curl keeps a copy.
    func set(_ option: CURLoption, _ value: String?) throws(CurlFailure) {
        try Curl.easy("curl_easy_setopt", shim_easy_set_string(pointer, option, value))
    }

    /// What it points to must live as long as the handle.
    func set(_ option: CURLoption, pointer value: UnsafeMutableRawPointer?) throws(CurlFailure) {
        try Curl.easy("curl_easy_setopt", shim_easy_set_pointer(pointer, option, value))
    }

    func set(_ option: CURLoption, function: shim_transfer_function) throws(CurlFailure) {
        try Curl.easy("curl_easy_setopt", shim_easy_set_function(pointer, option, function))
    }

    /// Zero if curl doesn't know.
    func number(_ info: CURLINFO) -> Int {
        var value = 0
        return shim_easy_get_long(pointer, info, &value) == CURLE_OK ? value : 0
    }

    /// Zero if curl doesn't know.
    func offset(_ info: CURLINFO) -> Int64 {
        var value: curl_off_t = 0
        return shim_easy_get_offset(pointer, info, &value) == CURLE_OK ? Int64(value) : 0
    }

    /// What curl said about the last failure, or the code's own text.
    func explanation(of code: CURLcode) -> String {
        words.pointee == 0 ? String(cString: curl_easy_strerror(code)) : String(cString: words)
    }

    func forgetExplanation() { words.pointee = 0 }
}
