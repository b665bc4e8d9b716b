package import AccessCore
import Cryptography

/// AWS's Signature Version 4 in headers (IAM User Guide, "Create a signed AWS API request").
///
/// libcurl's own differs between versions and can't sign by a clock that was corrected.
package struct SigV4: Sendable {
    package let region: String
    package let service: String

    package init(region: String, service: String) { (self.region, self.service) = (region, service) }

    /// What has to be sent beside the request's own headers: `X-Amz-Date`, `X-Amz-Security-Token` if there is one,
    /// and `Authorization`.
    package func headers(
        for request: SignableRequest, by credentials: Credentials, at instant: Timestamp
    ) -> [(name: String, value: String)] {
        let time = instant.basicFormat
        var headers = [(name: "X-Amz-Date", value: time)]
        if let token = credentials.sessionToken { headers.append(("X-Amz-Security-Token", token)) }
        let canonical = CanonicalRequest(request, headers: request.headers + [("Host", request.host)] + headers)
        let day = String(time.prefix(8))
        let scope = "\(day)/\(region)/\(service)/aws4_request"
        let toSign = "AWS4-HMAC-SHA256\n\(time)\n\(scope)\n\(SHA256.hash(canonical.text).hex)"
        let signature = hmacSHA256(key: key(credentials.secretAccessKey, day: day), toSign.utf8).hex
        headers.append(
            (
                "Authorization",
                "AWS4-HMAC-SHA256 Credential=\(credentials.accessKeyID)/\(scope), SignedHeaders=\(canonical.signedHeaders), "
                    + "Signature=\(signature)"
            ))
        return headers
    }

    private func key(_ secret: String, day: String) -> [UInt8] {
        var key = Array("AWS4\(secret)".utf8)
        for part in [day, region, service, "aws4_request"] { key = hmacSHA256(key: key, part.utf8).bytes }
        return key
    }
}

extension Timestamp {
    /// `20261122T170000Z` (ISO 8601, basic format).
    fileprivate var basicFormat: String { description.filter { $0 != "-" && $0 != ":" } }
}
