import AccessCore
import Cryptography

/// A GitHub App, which proves who it is by a signed token (JSON Web Token, RFC 7519) before it gets one to read with.
struct AppIdentity: Sendable {
    let id: String
    let key: RSAPrivateKey
    let installation: Int64

    /// - Throws: what is wrong with the key, without any of it.
    init(id: String, pem: String, installation: Int64) throws(GitHubFault) {
        let key: RSAPrivateKey?
        do throws(CryptographyError) { key = try RSAPrivateKey(pem: pem) } catch { throw .key(error.description) }
        guard let key else { throw .key("it is no RSA key of at least \(RSAPrivateKey.leastBits) bits") }
        (self.id, self.key, self.installation) = (id, key, installation)
    }

    /// Good for nine minutes; GitHub takes ten at most, and advises to be a minute behind lest its clock is
    /// (docs.github.com, "Generating a JSON Web Token for a GitHub App").
    func token(at now: Timestamp) throws(CryptographyError) -> String {
        let issued = now.seconds - 60
        let payload =
            #"{"iat":\#(issued),"exp":\#(issued + 600),"iss":"\#(id.filter { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == ".") })"}"#
        let text = Self.base64URL(#"{"alg":"RS256","typ":"JWT"}"#.utf8) + "." + Self.base64URL(payload.utf8)
        return text + "." + Self.base64URL(try key.sign(text.utf8))
    }

    /// RFC 4648, section 5, without padding.
    private static func base64URL(_ bytes: some Sequence<UInt8>) -> String {
        String(Base64.encode(bytes, isPadded: false).map { $0 == "+" ? "-" : $0 == "/" ? "_" : $0 })
    }
}
