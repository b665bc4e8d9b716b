import CLibCurl
import Synchronization

/// Statistics that one thread writes and any may read.
final class StatisticsLedger: Sendable {
    private let state = Mutex(Statistics())

    var current: Statistics { state.withLock { $0 } }

    func started(concurrency: Int) {
        state.withLock {
            $0.requests += 1
            $0.peakConcurrency = max($0.peakConcurrency, concurrency)
        }
    }

    func redirected() { state.withLock { $0.redirectsFollowed += 1 } }

    func failed() { state.withLock { $0.failures += 1 } }

    /// One hop is over, well or badly.
    func ended(_ transfer: Transfer) {
        let easy = transfer.easy
        let opened = easy.number(CURLINFO_NUM_CONNECTS)
        let received = easy.offset(CURLINFO_SIZE_DOWNLOAD_T) + Int64(easy.number(CURLINFO_HEADER_SIZE))
        let sent = easy.offset(CURLINFO_SIZE_UPLOAD_T)
        state.withLock {
            $0.connectionsOpened += opened
            if opened == 0 && transfer.began { $0.connectionsReused += 1 }
            $0.bytesSent += sent
            $0.bytesReceived += received
        }
    }
}
