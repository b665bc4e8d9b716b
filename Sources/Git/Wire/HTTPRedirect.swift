/// Where a redirect of the first GET leads.
struct HTTPRedirect {
    let from: HTTPAddress
    let service: Service

    /// The address that the rest of the conversation goes to.
    func target(_ location: String?) throws -> HTTPAddress {
        guard let location, let end = location.range(of: "/info/refs?service=\(service.rawValue)", atEnd: true) else {
            throw refusal("to something that is no git repository")
        }
        let rest = location[..<end]
        if rest.hasPrefix("/"), !rest.hasPrefix("//") {
            return try from.with(path: rest)
        }
        let lower = rest.lowercased()
        if lower.hasPrefix("https://") { return try HTTPAddress(rest.dropFirst(8), isEncrypted: true) }
        guard lower.hasPrefix("http://") else { throw refusal("in a way that isn't understood") }
        guard !from.isEncrypted else { throw refusal("from https to http") }
        return try HTTPAddress(rest.dropFirst(7), isEncrypted: false)
    }

    /// The same host, and either the same port or the step from plain to encrypted HTTP on their own ports.
    static func keepsCredentials(from: HTTPAddress, to: HTTPAddress) -> Bool {
        guard from.host == to.host else { return false }
        if from.isEncrypted == to.isEncrypted { return from.port == to.port }
        return to.isEncrypted && from.port == nil && to.port == nil
    }

    private func refusal(_ where: String) -> GitFailure {
        GitFailure(.invalid, in: "HTTP", "\(from) redirects \(`where`), which is not followed")
    }
}

extension String {
    /// Where `suffix` begins, if the text ends with it.
    fileprivate func range(of suffix: String, atEnd: Bool) -> Index? {
        hasSuffix(suffix) ? index(endIndex, offsetBy: -suffix.count) : nil
    }
}
