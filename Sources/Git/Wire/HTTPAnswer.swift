/// What an HTTP status means for git.
struct HTTPAnswer {
    let status: Int
    let type: String
    let address: HTTPAddress
    let hasCredentials: Bool
    /// A redirect led to another host, to which they aren't sent.
    let losesCredentials: Bool

    /// Nil if it is the answer that was asked for.
    func failure(expecting expected: String) -> GitFailure.Kind? {
        switch status {
        case 200: mediaType == expected ? nil : .corrupt
        case 401, 403, 407: .auth
        case 404, 410: .notFound
        case 408, 425, 429, 500...599: .unreachable
        default: .other
        }
    }

    /// What it says and what to do about it.
    func message(words: String) -> String {
        let said = words.isEmpty ? "" : ": \(words)"
        let reason =
            switch status {
            case 200: "answered with \(mediaType.isEmpty ? "something" : mediaType), which isn't git's; is it the repository's address?"
            case 401 where losesCredentials: "wants credentials, which are not sent there: a redirect led to it from another host"
            case 401 where hasCredentials: "refused the credentials (HTTP 401): the token is wrong or has expired"
            case 401: "wants credentials (HTTP 401): give a token"
            case 403: "denied access (HTTP 403): the token lacks a right"
            case 404 where !hasCredentials: "has no such repository (HTTP 404), or shows it only to those with a token"
            case 404: "has no such repository (HTTP 404), or doesn't show it to this token"
            case 407: "can't be reached: the proxy wants credentials (HTTP 407)"
            default: "answered with HTTP \(status)"
            }
        return "\(address) \(reason)\(said)"
    }

    /// Whether the body is meant for reading; a page of HTML isn't worth quoting.
    var isText: Bool { status != 200 && mediaType == "text/plain" }

    private var mediaType: String {
        let end = type.firstIndex(of: ";") ?? type.endIndex
        return Remarks.tidy(type[..<end].lowercased().utf8)
    }
}
