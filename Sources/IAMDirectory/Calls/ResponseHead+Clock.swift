import AccessCore
import HTTP

extension ResponseHead {
    /// The server's clock when it answered.
    var clock: Timestamp? { date.map { Timestamp(seconds: $0) } }
}
