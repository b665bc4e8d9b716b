import Synchronization

/// Runs what is asynchronous but waits for nothing outside, on the thread of whoever asks for it: libFuzzer calls with one input
/// after the other, and tests keep the threads that tasks share.
final class OwnThread: TaskExecutor {
    private let jobs = Mutex<[UnownedJob]>([])

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        jobs.withLock { $0.append(job) }
    }

    /// Nil if the work waits for something.
    static func run<Value: Sendable>(_ work: @escaping @Sendable () async -> Value) -> Value? {
        let (thread, result) = (OwnThread(), Result<Value>())
        Task(executorPreference: thread) { result.value = await work() }
        while let job = thread.next() { job.runSynchronously(on: thread.asUnownedTaskExecutor()) }
        return result.value
    }

    private func next() -> UnownedJob? { jobs.withLock { $0.isEmpty ? nil : $0.removeFirst() } }

    private final class Result<Value: Sendable>: Sendable {
        private let found = Mutex<Value?>(nil)

        var value: Value? {
            get { found.withLock { $0 } }
            set { found.withLock { $0 = newValue } }
        }
    }
}
