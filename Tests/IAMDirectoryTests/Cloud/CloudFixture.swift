import AccessCore
import HTTP
import IAMDirectory
import Reconciliation
import Synchronization
import TestSupport

/// A directory in a stand-in for the cloud, with a clock that only pauses move, and pauses that take no time.
struct CloudFixture {
    let clock: VirtualClock
    var environment = ["AWS_ACCESS_KEY_ID": "AKIDEXAMPLE", "AWS_SECRET_ACCESS_KEY": "the-secret"]
    var policy = RetryPolicy()
    var http = HTTPClient(configuration: HTTPConfiguration(proxy: .none))

    init(now: Timestamp = ContractCase.now) { clock = VirtualClock(now) }

    /// Pauses so far, in their order.
    var pauses: [Duration] { clock.pauses }

    func factory() -> DirectoryFactory {
        DirectoryFactory(
            environment: environment, home: nil, http: http, now: { [clock] in clock.now }, sessionName: "daypass-test",
            pace: Pace(policy: policy, sleep: { [clock] in clock.pause($0) }, chance: { 1 }))
    }

    func directory(at url: String, id: String? = nil, role: String? = nil, externalID: String? = nil) throws -> CloudDirectory {
        let account = Account(
            name: AccountName("jump"), id: id.map { AccountID($0) }, backend: .cloud(role: role, externalID: externalID, endpoint: url))
        guard let directory = try factory().directory(for: account) as? CloudDirectory else { throw WrongDirectory() }
        return directory
    }

    struct WrongDirectory: Error {}
}

/// A clock that stands still but for pauses.
final class VirtualClock: Sendable {
    private let state: Mutex<(start: Timestamp, passed: Duration, pauses: [Duration])>

    init(_ start: Timestamp) { state = Mutex((start, .zero, [])) }

    var now: Timestamp { state.withLock { $0.start.advanced(by: $0.passed) } }

    var pauses: [Duration] { state.withLock { $0.pauses } }

    func pause(_ duration: Duration) {
        state.withLock {
            $0.passed += duration
            $0.pauses.append(duration)
        }
    }

    func advance(_ duration: Duration) { state.withLock { $0.passed += duration } }
}

extension ContractSeed {
    /// As the embedded directory's file and the stub have it.
    var json: String {
        get throws {
            try JSONText.of(["version": 1, "groups": groups, "users": users.mapValues { ["groups": $0.groups, "tags": $0.tags] }])
        }
    }
}
