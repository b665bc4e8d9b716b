import AccessCore
import HTTP
import IAMDirectory
import Reconciliation
import Synchronization
import TestSupport

/// A directory in a stand-in for the cloud, with a clock that stands still and pauses that take no time.
struct CloudFixture {
    /// Pauses that were asked for.
    let pauses = Recorded<Duration>()
    var now = Timestamp(seconds: 1_795_000_000)
    var environment = ["AWS_ACCESS_KEY_ID": "AKIDEXAMPLE", "AWS_SECRET_ACCESS_KEY": "the-secret"]
    var policy = RetryPolicy()
    var http = HTTPClient(configuration: HTTPConfiguration(proxy: .none))

    func factory() -> DirectoryFactory {
        let pauses = pauses
        let now = now
        return DirectoryFactory(
            environment: environment, home: nil, http: http, now: { now }, sessionName: "daypass-test",
            pace: Pace(policy: policy, sleep: { pauses.append($0) }, chance: { 1 }))
    }

    /// - Parameter role: of the account `id`, `arn:aws:iam::…:role/any`.
    func directory(at url: String, id: String? = nil, role: String? = nil, externalID: String? = nil) throws -> CloudDirectory {
        let account = Account(
            name: AccountName("jump"), id: id.map { AccountID($0) }, backend: .cloud(role: role, externalID: externalID, endpoint: url))
        guard let directory = try factory().directory(for: account) as? CloudDirectory else { throw WrongDirectory() }
        return directory
    }

    struct WrongDirectory: Error {}
}

/// Values noted by several tasks.
final class Recorded<Value: Sendable>: Sendable {
    private let list = Mutex<[Value]>([])

    func append(_ value: Value) { list.withLock { $0.append(value) } }

    var values: [Value] { list.withLock { $0 } }
}

extension ContractSeed {
    /// As the embedded directory's file and the stub have it.
    var json: String {
        get throws {
            try JSONText.of(["version": 1, "groups": groups, "users": users.mapValues { ["groups": $0.groups, "tags": $0.tags] }])
        }
    }
}
