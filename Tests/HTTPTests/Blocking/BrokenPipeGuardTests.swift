import Testing

@testable import HTTP

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

struct BrokenPipeGuardTests {
    @Test func aSignalInsideIsGoneOutside() {
        var before = sigset_t()
        var after = sigset_t()
        var pending = sigset_t()
        pthread_sigmask(SIG_SETMASK, nil, &before)
        let result = BrokenPipeGuard.run {
            raise(SIGPIPE)
            return 5
        }
        pthread_sigmask(SIG_SETMASK, nil, &after)
        sigpending(&pending)
        #expect(result == 5)
        #expect(sigismember(&pending, SIGPIPE) == 0)
        #expect(sigismember(&after, SIGPIPE) == sigismember(&before, SIGPIPE))
    }
}
