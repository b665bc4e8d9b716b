import Cryptography

/// A request written the one way in which both sides hash it.
struct CanonicalRequest {
    let text: String
    /// Names of the headers that are signed: in lower case, sorted, joined by semicolons.
    let signedHeaders: String

    /// - Parameter headers: all that are signed, `Host` too.
    init(_ request: SignableRequest, headers: [(name: String, value: String)]) {
        var values: [String: [String]] = [:]
        for header in headers { values[header.name.lowercased(), default: []].append(Self.trimmed(header.value)) }
        let sorted = values.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
        signedHeaders = sorted.map(\.key).joined(separator: ";")
        var text = request.method + "\n" + Self.path(request.path) + "\n" + Self.query(request.query) + "\n"
        for (name, values) in sorted { text += name + ":" + values.joined(separator: ",") + "\n" }
        text += "\n" + signedHeaders + "\n" + SHA256.hash(request.body).hex
        self.text = text
    }

    /// Dots and doubled slashes resolved, then encoded once more (all services but S3).
    private static func path(_ path: String) -> String {
        var segments: [Substring] = []
        for segment in path.split(separator: "/") where segment != "." {
            if segment == ".." { _ = segments.popLast() } else { segments.append(segment) }
        }
        let trailing = !segments.isEmpty && path.hasSuffix("/") ? "/" : ""
        return PercentEncoding.encode("/" + segments.joined(separator: "/") + trailing, keepingSlashes: true)
    }

    /// Sorted by encoded name, then by encoded value.
    private static func query(_ query: [(name: String, value: String)]) -> String {
        query.map { (PercentEncoding.encode($0.name), PercentEncoding.encode($0.value)) }
            .sorted { $0 < $1 }
            .map { $0.0 + "=" + $0.1 }
            .joined(separator: "&")
    }

    /// Without space at both ends; several spaces within become one.
    private static func trimmed(_ value: String) -> String {
        value.split(whereSeparator: { $0.isWhitespace }).joined(separator: " ")
    }
}
