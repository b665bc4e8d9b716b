import AccessCore
import Reconciliation

/// Credentials of a role, got from STS and renewed in good time; one at a time asks for them.
actor RoleProvider: CredentialProvider {
    /// Renewed so long before they expire: longer than any call with its retries takes.
    static let margin: Duration = .seconds(300)

    private let role: RoleToAssume
    /// Where the token of a web identity is; nil: the STS caller signs with credentials of its own.
    private let tokenFile: String?
    private let sts: ServiceCaller
    private var current: Credentials?
    private let turn = Turn()

    init(_ role: RoleToAssume, tokenFile: String? = nil, sts: ServiceCaller) {
        (self.role, self.tokenFile, self.sts) = (role, tokenFile, sts)
    }

    func credentials() async throws(DirectoryFailure) -> Credentials {
        if let current, isFresh(current) { return current }
        return try await assume(unless: { self.isFresh($0) })
    }

    func renewed(after rejected: Credentials) async throws(DirectoryFailure) -> Credentials? {
        try await assume(unless: { $0 != rejected && self.isFresh($0) })
    }

    private func isFresh(_ credentials: Credentials) -> Bool {
        guard let expiration = credentials.expiration else { return true }
        // STS said when by the cloud's clock.
        return sts.clock.corrected.advanced(by: Self.margin) < expiration
    }

    /// Assumes the role, unless somebody did while we waited for our turn.
    private func assume(unless isGood: (Credentials) -> Bool) async throws(DirectoryFailure) -> Credentials {
        await turn.take()
        do throws(DirectoryFailure) {
            let credentials: Credentials
            if let current, isGood(current) { credentials = current } else { credentials = try await ask() }
            current = credentials
            await turn.giveBack()
            return credentials
        } catch {
            await turn.giveBack()
            throw error
        }
    }

    private func ask() async throws(DirectoryFailure) -> Credentials {
        var parameters = [("RoleArn", role.arn), ("RoleSessionName", role.sessionName)]
        if let externalID = role.externalID { parameters.append(("ExternalId", externalID)) }
        if let tokenFile { parameters.append(("WebIdentityToken", try Self.token(in: tokenFile))) }
        let action = tokenFile == nil ? "AssumeRole" : "AssumeRoleWithWebIdentity"
        let answer = try await sts.call(ServiceCall(action, parameters, purpose: "assuming \(role.arn)")) {
            PlainAnswer(to: action, requiring: [.accessKeyID, .secretAccessKey, .sessionToken, .expiration])
        }
        guard let expiration = Timestamp(answer.handler[.expiration]) else {
            throw DirectoryFailure(
                .malformed, "STS, assuming \(role.arn): the answer's Expiration is not a time", requestID: answer.requestID)
        }
        return Credentials(
            accessKeyID: answer.handler[.accessKeyID], secretAccessKey: answer.handler[.secretAccessKey],
            sessionToken: answer.handler[.sessionToken], expiration: expiration)
    }

    /// Bytes of a token; STS takes 20,000.
    private static let longestToken = 20_000

    private static func token(in path: String) throws(DirectoryFailure) -> String {
        do throws(SystemFailure) {
            if case .bytes(let bytes) = try StoredFile(path: path).read(limit: longestToken) {
                let text = String(decoding: bytes, as: UTF8.self)
                return String(text.prefix { !$0.isWhitespace })
            }
        } catch {
            throw DirectoryFailure(.credentials, error.message)
        }
        throw DirectoryFailure(.credentials, "\(path): not a file, or longer than \(longestToken) bytes")
    }
}
