#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// A thread with no signals of its own: those the program handles go to its other threads, and a SIGPIPE out of TLS code
/// (CURLOPT_NOSIGNAL leaves that to us) stays undelivered.
struct EngineThread: Sendable {
    private let identifier: Identifier

    #if canImport(Glibc)
        private typealias Identifier = pthread_t
    #else
        /// `@unchecked`: an opaque identifier that any thread may hand to pthread_join(3).
        private struct Identifier: @unchecked Sendable { let value: pthread_t }
    #endif

    /// What runs on the thread.
    private final class Body: Sendable {
        let run: @Sendable () -> Void
        init(_ run: @escaping @Sendable () -> Void) { self.run = run }
    }

    /// Nil if the system has no thread to give.
    init?(_ run: @escaping @Sendable () -> Void) {
        let body = Unmanaged.passRetained(Body(run))
        var everything = sigset_t()
        var before = sigset_t()
        sigfillset(&everything)
        // A new thread has the mask of the one that makes it.
        pthread_sigmask(SIG_BLOCK, &everything, &before)
        defer { pthread_sigmask(SIG_SETMASK, &before, nil) }
        #if canImport(Glibc)
            var thread = pthread_t()
            let code = pthread_create(
                &thread, nil,
                { context in
                    if let context { Unmanaged<Body>.fromOpaque(context).takeRetainedValue().run() }
                    return nil
                }, body.toOpaque())
            guard code == 0 else {
                body.release()
                return nil
            }
            identifier = thread
        #else
            var thread: pthread_t?
            let code = pthread_create(
                &thread, nil,
                { context in
                    Unmanaged<Body>.fromOpaque(context).takeRetainedValue().run()
                    return nil
                }, body.toOpaque())
            guard code == 0, let thread else {
                body.release()
                return nil
            }
            identifier = Identifier(value: thread)
        #endif
    }

    /// Waits for the thread's end, or lets it go its way if called on it.
    func end() {
        #if canImport(Glibc)
            let thread = identifier
        #else
            let thread = identifier.value
        #endif
        if pthread_equal(thread, pthread_self()) != 0 {
            pthread_detach(thread)
        } else {
            pthread_join(thread, nil)
        }
    }
}
