import Synchronization

/// A request on its way to the engine.
///
/// `@unchecked`: all but `receiver` is Sendable by itself. The receiver is touched by its caller only before the job is
/// posted and after its answer has come, and by the engine's thread alone in between: the answer is the last thing the
/// engine does with a job.
final class Job: @unchecked Sendable {
    let checked: CheckedRequest
    let receiver: any BodyReceiver
    private let cancelled = Atomic(false)

    init(_ checked: CheckedRequest, _ receiver: any BodyReceiver) {
        self.checked = checked
        self.receiver = receiver
    }

    var isCancelled: Bool { cancelled.load(ordering: .acquiring) }

    func cancel() { cancelled.store(true, ordering: .releasing) }

    typealias Answer = CheckedContinuation<Result<ResponseHead, HTTPFailure>, Never>
}
