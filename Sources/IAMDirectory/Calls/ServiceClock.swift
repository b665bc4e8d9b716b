import AccessCore
import Synchronization

/// Our clock, corrected by the cloud's once that has refused a signature for its time (P12).
final class ServiceClock: Sendable {
    /// AWS accepts signatures up to five minutes off; a refusal with less than this between the clocks is about
    /// something else.
    static let tolerance: Duration = .seconds(240)

    private let now: @Sendable () -> Timestamp
    private let offset = Mutex(Duration.zero)

    init(now: @escaping @Sendable () -> Timestamp) { self.now = now }

    /// Uncorrected, which deadlines are held against.
    var ours: Timestamp { now() }

    /// For signatures.
    var corrected: Timestamp { now().advanced(by: offset.withLock { $0 }) }

    /// Goes by the cloud's clock from now on.
    /// - Returns: whether that makes a difference to a request signed at `signed`.
    func correct(to cloud: Timestamp, signed: Timestamp) -> Bool {
        let difference = cloud.since(signed)
        guard difference > Self.tolerance || difference < .zero - Self.tolerance else { return false }
        let ours = now()
        offset.withLock { $0 = cloud.since(ours) }
        return true
    }
}
