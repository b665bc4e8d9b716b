#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// A program of the machine, run to its end for what it prints. It keeps the terminal, where it may ask for a passphrase, and standard
/// error; no shell is involved.
struct ToolRun {
    /// Its exit code, or 128 + the signal that ended it.
    let code: Int32
    let output: [UInt8]

    /// Bytes that it may print: keys and signatures are a few kilobytes.
    private static let limit = 1 << 20

    /// - Parameters:
    ///   - arguments: the first is looked up in `PATH`.
    ///   - isSilent: whether what it says on standard error is dropped.
    /// - Returns: nil if there is no such program.
    init?(_ arguments: [String], input: [UInt8] = [], environment: Environment, isSilent: Bool = false) throws(CommandFailure) {
        let name = arguments.first ?? ""
        var (given, taken): (Channel, Channel) = ((-1, -1), (-1, -1))
        defer { for end in [given.ours, given.theirs, taken.ours, taken.theirs] where end >= 0 { close(end) } }
        given = try Self.channel(name)
        taken = try Self.channel(name)
        guard let process = try Self.spawn(arguments, given.theirs, taken.theirs, environment, isSilent) else { return nil }
        for end in [given.theirs, taken.theirs] { close(end) }
        (given.theirs, taken.theirs) = (-1, -1)
        // It is short enough for the channel's buffer: the program needn't read it for us to go on.
        Self.send(input, to: given.ours)
        close(given.ours)
        given.ours = -1
        let output = Self.receive(from: taken.ours)
        // One that goes on printing would wait for us to read it, and we for its end.
        close(taken.ours)
        taken.ours = -1
        var status: Int32 = 0
        while waitpid(process, &status, 0) < 0, errno == EINTR {}
        code = status & 0x7F == 0 ? (status >> 8) & 0xFF : 128 + (status & 0x7F)
        guard let output else {
            throw CommandFailure("\(name) printed more than \(Self.limit) bytes", advice: "See which program that is: which \(name).")
        }
        self.output = output
    }

    private typealias Channel = (ours: Int32, theirs: Int32)

    /// A socket, so that writing to a program that has ended is no signal.
    private static func channel(_ name: String) throws(CommandFailure) -> Channel {
        var ends: [Int32] = [-1, -1]
        #if canImport(Glibc)
            let made = socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0, &ends)
        #else
            let made = socketpair(AF_UNIX, SOCK_STREAM, 0, &ends)
            for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
            var on: Int32 = 1
            setsockopt(ends[0], SOL_SOCKET, SO_NOSIGPIPE, &on, socklen_t(MemoryLayout<Int32>.size))
        #endif
        guard made == 0 else { throw failure("socketpair", name, errno) }
        return (ends[0], ends[1])
    }

    private static func spawn(
        _ arguments: [String], _ input: Int32, _ output: Int32, _ environment: Environment, _ isSilent: Bool
    ) throws(CommandFailure) -> pid_t? {
        #if canImport(Glibc)
            var actions = posix_spawn_file_actions_t()
        #else
            var actions: posix_spawn_file_actions_t?
        #endif
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_adddup2(&actions, input, 0)
        posix_spawn_file_actions_adddup2(&actions, output, 1)
        if isSilent { posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0) }
        // What this process blocks or ignores is no business of the program's: Ctrl-C has to end it.
        #if canImport(Glibc)
            var attributes = posix_spawnattr_t()
        #else
            var attributes: posix_spawnattr_t?
        #endif
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var none = sigset_t()
        var all = sigset_t()
        sigemptyset(&none)
        sigfillset(&all)
        posix_spawnattr_setsigmask(&attributes, &none)
        posix_spawnattr_setsigdefault(&attributes, &all)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK) | Int16(POSIX_SPAWN_SETSIGDEF))
        var words = arguments.map { strdup($0) } + [nil]
        var variables = environment.variables.map { strdup("\($0.key)=\($0.value)") } + [nil]
        defer { for word in words + variables { free(word) } }
        var process: pid_t = 0
        let code = posix_spawnp(&process, arguments[0], &actions, &attributes, &words, &variables)
        if code == ENOENT { return nil }
        guard code == 0 else { throw failure("posix_spawn", arguments[0], code) }
        return process
    }

    private static func send(_ bytes: [UInt8], to channel: Int32) {
        #if canImport(Glibc)
            let flags = Int32(MSG_NOSIGNAL)
        #else
            let flags: Int32 = 0
        #endif
        var rest = bytes[...]
        while !rest.isEmpty {
            let sent = rest.withUnsafeBytes { systemSend(channel, $0.baseAddress, $0.count, flags) }
            if sent < 0, errno == EINTR { continue }
            // It ended early; its exit code tells.
            guard sent > 0 else { return }
            rest = rest.dropFirst(sent)
        }
    }

    /// Nil if there is too much.
    private static func receive(from channel: Int32) -> [UInt8]? {
        var (output, buffer): ([UInt8], [UInt8]) = ([], [UInt8](repeating: 0, count: 4096))
        while true {
            let count = read(channel, &buffer, buffer.count)
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return output }
            guard output.count + count <= limit else { return nil }
            output += buffer.prefix(count)
        }
    }

    private static func failure(_ call: String, _ name: String, _ code: Int32) -> CommandFailure {
        CommandFailure("\(name) can't be run: \(call): \(String(cString: strerror(code)))", advice: "See that it can be run here: \(name).")
    }
}

/// `send(2)`, which the type's own function would hide.
private let systemSend: @Sendable (Int32, UnsafeRawPointer?, Int, Int32) -> Int = { send($0, $1, $2, $3) }
