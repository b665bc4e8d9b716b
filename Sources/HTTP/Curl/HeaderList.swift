import CLibCurl

/// Owns a `curl_slist` of header lines.
final class HeaderList {
    private(set) var pointer: UnsafeMutablePointer<curl_slist>?

    deinit { curl_slist_free_all(pointer) }

    func append(_ line: String) throws(CurlFailure) {
        pointer = try Curl.made("curl_slist_append", curl_slist_append(pointer, line))
    }
}
