import Dispatch
import Reconciliation
import Synchronization

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// SIGINT and SIGTERM end a run between two actions; a second one ends the process at once.
final class Interruption: Sendable {
    let stop = StopRequest()
    private let received = Atomic<Int32>(0)
    private let queue = DispatchQueue(label: "daypass.signals")

    init() {
        for number in [SIGINT, SIGTERM] {
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number, queue: queue)
            // The handler holds its source: it listens for as long as the process lives.
            source.setEventHandler { [self] in
                withExtendedLifetime(source) { receive(number) }
            }
            source.resume()
        }
        // A remote that hangs up is an error of that connection, not the end of the process.
        signal(SIGPIPE, SIG_IGN)
        // A file that would grow beyond the limit of setrlimit(2) is an error of that write (EFBIG).
        signal(SIGXFSZ, SIG_IGN)
    }

    private func receive(_ number: Int32) {
        guard received.compareExchange(expected: 0, desired: number, ordering: .relaxed).exchanged else { _exit(128 + number) }
        stop.request()
    }

    /// 130 or 143 once a signal came; nil otherwise.
    var exitCode: Int32? {
        let number = received.load(ordering: .relaxed)
        return number == 0 ? nil : 128 + number
    }
}
