package import AccessCore
package import HTTP
package import Reconciliation
import Synchronization

/// Makes the directories of accounts. Credentials and a profile's role are shared among accounts; nothing is looked up
/// before an account needs it.
package final class DirectoryFactory: Sendable {
    let environment: [String: String]
    private let http: HTTPClient
    private let now: @Sendable () -> Timestamp
    private let pace: Pace
    private let search: CredentialSearch
    private let base = Mutex<Base?>(nil)
    private let ledgers = Mutex<[AccountName: CallLedger]>([:])

    /// The caller's own credentials.
    private struct Base {
        var provider: any CredentialProvider
        var region: String?
    }

    /// - Parameters:
    ///   - environment: all of the process's variables; nothing else is read of it.
    ///   - home: the home directory, for `~/.aws`.
    ///   - http: carries all calls.
    ///   - now: our clock, ticking.
    ///   - sessionName: of assumed roles, for CloudTrail: `daypass-` and the run. Unfit characters are replaced.
    ///   - pace: how calls wait.
    package init(
        environment: [String: String], home: String?, http: HTTPClient, now: @escaping @Sendable () -> Timestamp,
        sessionName: String, pace: Pace = Pace()
    ) {
        (self.environment, self.http, self.now, self.pace) = (environment, http, now, pace)
        search = CredentialSearch(
            environment: environment, home: home.flatMap { $0.isEmpty ? nil : $0 }, sessionName: Self.fitting(sessionName))
    }

    /// The directory of an account. Calls nobody; throws if no credentials are found or the settings can't be right.
    package func directory(for account: Account) throws(DirectoryFailure) -> any Directory {
        switch account.backend {
        case .directory(let path): return FileDirectory(path: path, now: now)
        case .cloud(let role, let externalID, let endpoint):
            return try cloud(account, role: role, externalID: externalID, endpoint: endpoint)
        }
    }

    /// Calls made so far, by account. Those for a profile's role belong to no account.
    package var statistics: [AccountName: CallStatistics] { ledgers.withLock { $0.mapValues(\.current) } }

    private func cloud(
        _ account: Account, role: String?, externalID: String?, endpoint: String?
    ) throws(DirectoryFailure) -> CloudDirectory {
        let base = try findBase()
        var arn: RoleARN?
        if let role { arn = try RoleARN(role) }
        if let arn, let id = account.id, arn.account != id.text {
            throw DirectoryFailure(.invalid, "the role of \(account.name) is in the account \(arn.account); the settings say \(id)")
        }
        let endpoints = try Endpoints(endpoint: endpoint, role: arn, region: base.region, environment: environment)
        let ledger = CallLedger()
        ledgers.withLock { $0[account.name] = ledger }
        let clock = ServiceClock(now: now)
        var provider = base.provider
        if let arn {
            let role = RoleToAssume(arn: arn.text, externalID: externalID, sessionName: search.sessionName)
            provider = RoleProvider(role, sts: sts(endpoints, provider, clock, ledger))
        }
        let iam = ServiceCaller(
            name: "IAM", endpoint: endpoints.iam, signature: SigV4(region: endpoints.iamRegion, service: "iam"),
            version: "2010-05-08", credentials: provider, http: http, clock: clock, budget: RequestBudget(sleep: pace.sleep),
            pace: pace, ledger: ledger)
        let sts = sts(endpoints, provider, clock, ledger)
        let identity = AccountIdentity(account.name, expected: arn == nil ? account.id : nil, sts: sts)
        return CloudDirectory(iam: iam, sts: sts, identity: identity)
    }

    private func sts(
        _ endpoints: Endpoints, _ credentials: (any CredentialProvider)?, _ clock: ServiceClock, _ ledger: CallLedger
    ) -> ServiceCaller {
        ServiceCaller(
            name: "STS", endpoint: endpoints.sts, signature: SigV4(region: endpoints.stsRegion, service: "sts"),
            version: "2011-06-15", credentials: credentials, http: http, clock: clock, budget: RequestBudget(sleep: pace.sleep),
            pace: pace, ledger: ledger)
    }

    private func findBase() throws(DirectoryFailure) -> Base {
        if let known = base.withLock({ $0 }) { return known }
        let found = try search.find()
        let made = Base(provider: try provider(found.source, region: found.region), region: found.region)
        // Who was first wins, so that a role is assumed once.
        return base.withLock { base in
            if let base { return base }
            base = made
            return made
        }
    }

    private func provider(_ source: CredentialSource, region: String?) throws(DirectoryFailure) -> any CredentialProvider {
        let role: RoleToAssume
        var inner: (any CredentialProvider)?
        var tokenFile: String?
        switch source {
        case .keys(let keys):
            return KeyProvider(keys) { [search] () throws(DirectoryFailure) in try search.find().source.innermostKeys }
        case .role(let wanted, let source): (role, inner) = (wanted, try provider(source, region: region))
        case .webIdentity(let wanted, let file): (role, tokenFile) = (wanted, file)
        }
        let endpoints = try Endpoints(endpoint: nil, role: try RoleARN(role.arn), region: region, environment: environment)
        return RoleProvider(role, tokenFile: tokenFile, sts: sts(endpoints, inner, ServiceClock(now: now), CallLedger()))
    }

    /// 2–64 characters of `[\w+=,.@-]` (STS API reference, `AssumeRole`).
    private static func fitting(_ name: String) -> String {
        let fit = name.unicodeScalars.prefix(64).map { scalar -> Character in
            scalar.isASCII && (scalar.properties.isAlphabetic || "0123456789_+=,.@-".unicodeScalars.contains(scalar))
                ? Character(scalar) : "-"
        }
        return fit.count < 2 ? "daypass" : String(fit)
    }
}

extension CredentialSource {
    fileprivate var innermostKeys: Credentials? {
        switch self {
        case .keys(let keys): keys
        case .role(_, let source): source.innermostKeys
        case .webIdentity: nil
        }
    }
}
