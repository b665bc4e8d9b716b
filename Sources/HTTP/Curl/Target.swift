import CLibCurl

/// A URL that has been taken apart by curl's own parser, so that what is judged is what curl goes to.
struct Target: Sendable {
    /// As it goes to curl: without user, password and fragment, else byte for byte what was given.
    let url: String
    let origin: Origin
    let user: String?
    let password: String?

    /// RFC 6454: what a credential is meant for.
    struct Origin: Hashable, Sendable {
        let scheme: String
        let host: String
        let port: String
    }

    init(_ text: String) throws(Mistake) {
        try self.init(text, basedOn: nil)
    }

    /// Where a `Location` leads, seen from here; nil if it is no http URL or names a user.
    func resolving(_ location: String) -> Target? {
        guard let target = try? Target(location, basedOn: url), target.user == nil else { return nil }
        return target
    }

    private init(_ text: String, basedOn base: String?) throws(Mistake) {
        guard text.utf8.count <= Limits.urlBytes else { throw .tooLong }
        guard !text.isEmpty, text.utf8.allSatisfy({ (0x21...0x7e).contains($0) }) else { throw .characters }
        guard let parser = curl_url() else { throw .malformed }
        defer { curl_url_cleanup(parser) }
        let flags = UInt32(CURLU_NON_SUPPORT_SCHEME | CURLU_PATH_AS_IS)
        for part in [base, text] {
            guard let part else { continue }
            guard curl_url_set(parser, CURLUPART_URL, part, flags) == CURLUE_OK else { throw .malformed }
        }
        func get(_ part: CURLUPart, _ flags: UInt32 = 0) -> String? {
            var value: UnsafeMutablePointer<CChar>?
            guard curl_url_get(parser, part, &value, flags) == CURLUE_OK, let value else { return nil }
            defer { curl_free(value) }
            return String(cString: value)
        }
        guard let scheme = get(CURLUPART_SCHEME)?.lowercased() else { throw .malformed }
        guard scheme == "http" || scheme == "https" else { throw .scheme }
        // curl takes three slashes for two; nobody else does.
        guard base != nil || !text.dropFirst(scheme.count).hasPrefix(":///") else { throw .malformed }
        guard let host = get(CURLUPART_HOST), !host.isEmpty, let port = get(CURLUPART_PORT, UInt32(CURLU_DEFAULT_PORT)) else {
            throw .malformed
        }
        origin = Origin(scheme: scheme, host: host.lowercased(), port: port)
        user = get(CURLUPART_USER, UInt32(CURLU_URLDECODE))
        password = get(CURLUPART_PASSWORD, UInt32(CURLU_URLDECODE))
        if user == nil, password == nil, base == nil, !text.contains("#") {
            url = text
        } else {
            for part in [CURLUPART_USER, CURLUPART_PASSWORD, CURLUPART_OPTIONS, CURLUPART_FRAGMENT] {
                curl_url_set(parser, part, nil, 0)
            }
            guard let whole = get(CURLUPART_URL) else { throw .malformed }
            url = whole
        }
    }

    enum Mistake: Error {
        case tooLong, characters, malformed, scheme

        var kind: HTTPFailure.Kind { self == .scheme ? .schemeRefused : .badURL }

        var words: String {
            switch self {
            case .tooLong: "the URL is longer than \(Limits.urlBytes) bytes"
            case .characters: "the URL has characters that must be percent-encoded"
            case .malformed: "that is no URL"
            case .scheme: "only http and https URLs are allowed"
            }
        }
    }
}
