import CLibGit2

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A program that we started and talk to, in a process group of its own. Its input and output are sockets, so that a write
/// to one that has ended is an error and no signal. It is always waited for: there are no zombies.
final class ChildProcess {
    /// Our ends; they don't block.
    let input: Int32
    let output: Int32
    let errors: Int32
    private let process: pid_t
    private var status: Int32?
    private var isReaped = false

    /// Starts a program; its name is looked up in `PATH` unless it has a slash. No shell is involved.
    init(_ arguments: [String]) throws {
        var ends = try Ends()
        defer { ends.closeTheirs() }
        do {
            process = try Self.spawn(arguments, ends)
        } catch {
            ends.closeOurs()
            throw error
        }
        input = ends.input.ours
        output = ends.output.ours
        errors = ends.errors.ours
    }

    deinit {
        end(patience: .zero)
        close(input)
        close(output)
        close(errors)
    }

    /// Tells it that nothing more comes.
    func finishInput() { _ = shutdown(input, Int32(SHUT_WR)) }

    /// Its exit code (128 + the signal that ended it), if it ends within `patience`. It stays a zombie until `end`, so that its
    /// number, which is its group's as well, can't be anybody else's.
    func exitCode(patience: Duration) -> Int32? {
        let end = ContinuousClock.now + patience
        while status == nil {
            var info = siginfo_t()
            if waitid(P_PID, id_t(process), &info, WEXITED | WNOHANG | WNOWAIT) != 0 {
                // Somebody else waited for it (SIGCHLD is ignored): it has ended, and its number isn't ours any more.
                if errno != EINTR {
                    status = 0
                    isReaped = true
                }
            } else if daypass_exit_process(&info) == process {
                status = info.si_code == CLD_EXITED ? daypass_exit_status(&info) : 128 + daypass_exit_status(&info)
            } else if ContinuousClock.now >= end {
                return nil
            } else {
                Pause.milliseconds(5)
            }
        }
        return status
    }

    /// Waits for its own end for as long as `patience`, then ends it, and what it may have started and left in its group.
    func end(patience: Duration) {
        guard !isReaped else { return }
        finishInput()
        if exitCode(patience: patience) == nil {
            kill(-process, SIGTERM)
            _ = exitCode(patience: .milliseconds(300))
        }
        guard !isReaped else { return }
        kill(-process, SIGKILL)
        var raw: Int32 = 0
        while waitpid(process, &raw, 0) < 0, errno == EINTR {}
        isReaped = true
    }

    private static func spawn(_ arguments: [String], _ ends: Ends) throws -> pid_t {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_adddup2(&actions, ends.input.theirs, 0)
        posix_spawn_file_actions_adddup2(&actions, ends.output.theirs, 1)
        posix_spawn_file_actions_adddup2(&actions, ends.errors.theirs, 2)
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        // What this process ignores or blocks is no business of the program's.
        var none = sigset_t()
        var all = sigset_t()
        sigemptyset(&none)
        sigfillset(&all)
        posix_spawnattr_setsigmask(&attributes, &none)
        posix_spawnattr_setsigdefault(&attributes, &all)
        posix_spawnattr_setpgroup(&attributes, 0)
        var flags = Int32(POSIX_SPAWN_SETPGROUP) | Int32(POSIX_SPAWN_SETSIGMASK) | Int32(POSIX_SPAWN_SETSIGDEF)
        #if canImport(Glibc)
            // Files that other libraries opened without "close on exec".
            daypass_spawn_closing_from(&actions, 3)
        #else
            flags |= Int32(POSIX_SPAWN_CLOEXEC_DEFAULT)
        #endif
        posix_spawnattr_setflags(&attributes, Int16(flags))
        var words = arguments.map { strdup($0) } + [nil]
        defer { for word in words { free(word) } }
        var process: pid_t = 0
        let code = posix_spawnp(&process, arguments[0], &actions, &attributes, &words, daypass_environment())
        flags = 0
        guard code == 0 else {
            throw GitFailure(.other, in: "posix_spawn", "can't start \(arguments[0]): \(String(cString: strerror(code)))")
        }
        return process
    }
}

/// The three connections, both ends of each.
private struct Ends {
    typealias Pair = (ours: Int32, theirs: Int32)

    let input: Pair
    let output: Pair
    let errors: Pair

    init() throws {
        var made: [Pair] = []
        do {
            for _ in 0..<3 { made.append(try Self.pair()) }
        } catch {
            for pair in made {
                close(pair.ours)
                close(pair.theirs)
            }
            throw error
        }
        input = made[0]
        output = made[1]
        errors = made[2]
    }

    mutating func closeTheirs() { for pair in [input, output, errors] { close(pair.theirs) } }

    mutating func closeOurs() { for pair in [input, output, errors] { close(pair.ours) } }

    private static func pair() throws -> Pair {
        var descriptors: [Int32] = [-1, -1]
        #if canImport(Glibc)
            let kind = Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue)
        #else
            let kind = SOCK_STREAM
        #endif
        guard socketpair(AF_UNIX, kind, 0, &descriptors) == 0 else { throw SystemCall.failure("socketpair", "ssh") }
        // Ours alone doesn't block: the flag belongs to the end, not to the pair.
        guard fcntl(descriptors[0], F_SETFL, fcntl(descriptors[0], F_GETFL) | O_NONBLOCK) == 0 else {
            let failure = SystemCall.failure("fcntl", "ssh")
            for descriptor in descriptors { close(descriptor) }
            throw failure
        }
        #if !canImport(Glibc)
            var on: Int32 = 1
            for descriptor in descriptors { fcntl(descriptor, F_SETFD, FD_CLOEXEC) }
            setsockopt(descriptors[0], SOL_SOCKET, SO_NOSIGPIPE, &on, socklen_t(MemoryLayout<Int32>.size))
        #endif
        return (descriptors[0], descriptors[1])
    }
}
