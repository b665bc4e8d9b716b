#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The smart protocol over the system's `ssh`, as git does it: with the user's configuration, keys, agent and known hosts.
final class SSHWire: Wire {
    /// How long a program that is done may take to end by itself: the remote's hooks after a push run until then.
    private static let farewell: Duration = .seconds(5)
    /// How often a stop is looked for.
    private static let slice: Int32 = 100

    private let address: SSHAddress
    private let command: SSHCommand
    private let stopwatch: Stopwatch
    private var child: ChildProcess?
    private var said = Remarks()
    private var lastMoved = ContinuousClock.now
    private var isBroken = false
    private var isExchanging = false
    private(set) var mayHaveBeenActedOn = false
    let wasForbidden = false

    init(_ address: SSHAddress, _ command: SSHCommand, stopwatch: Stopwatch) {
        self.address = address
        self.command = command
        self.stopwatch = stopwatch
    }

    var remarks: String { said.text }

    func advertise(_ service: Service) throws {
        close()
        said = Remarks()
        hearsErrors = true
        isBroken = false
        isExchanging = false
        lastMoved = .now
        child = try ChildProcess(arguments(service))
    }

    func exchange(_ service: Service) throws { isExchanging = true }

    func arguments(_ service: Service) -> [String] {
        let seconds = max(1, Int(stopwatch.limits.connect.components.seconds))
        return command.arguments + ["-o", "BatchMode=yes", "-o", "ConnectTimeout=\(seconds)"]
            + (address.port.map { ["-p", "\($0)"] } ?? [])
            + ["--", (address.user.map { $0 + "@" } ?? "") + address.host, "\(service.rawValue) \(Self.quoted(address.path))"]
    }

    /// As a POSIX shell at the other end takes it for one word.
    static func quoted(_ path: String) -> String {
        "'" + path.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''") + "'"
    }

    func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
        let child = try living()
        while true {
            try wait(for: child.output, Int16(POLLIN))
            let count = recv(child.output, buffer.baseAddress, buffer.count, 0)
            if count > 0 {
                lastMoved = .now
                return count
            }
            if count < 0, errno == EAGAIN || errno == EINTR { continue }
            return try ended(child)
        }
    }

    func write(_ bytes: UnsafeRawBufferPointer) throws {
        let child = try living()
        var rest = bytes[...]
        while !rest.isEmpty {
            try wait(for: child.input, Int16(POLLOUT))
            if isExchanging { mayHaveBeenActedOn = true }
            let part = UnsafeRawBufferPointer(rebasing: rest)
            #if canImport(Glibc)
                let count = send(child.input, part.baseAddress, part.count, Int32(MSG_NOSIGNAL))
            #else
                let count = send(child.input, part.baseAddress, part.count, 0)
            #endif
            if count > 0 {
                lastMoved = .now
                rest = rest.dropFirst(count)
            } else if errno != EAGAIN, errno != EINTR {
                _ = try ended(child)
                throw broken(GitFailure(.unreachable, in: "ssh", "the connection to \(address) ended"))
            }
        }
    }

    func close() {
        child?.end(patience: isBroken ? .zero : Self.farewell)
        child = nil
    }

    private func living() throws -> ChildProcess {
        guard let child, !isBroken else { throw GitFailure(.unreachable, in: "ssh", "there is no connection to \(address)") }
        return child
    }

    /// Waits until a descriptor is ready, and keeps what comes on standard error.
    private func wait(for descriptor: Int32, _ event: Int16) throws {
        guard let child else { return }
        while true {
            do { try stopwatch.check(in: "ssh") } catch let failure as GitFailure { throw broken(failure) }
            guard ContinuousClock.now - lastMoved < stopwatch.limits.stall else {
                throw broken(GitFailure(.timeout, in: "ssh", silence))
            }
            // A descriptor that has come to its end is always ready: it is left out.
            var watched = [
                pollfd(fd: descriptor, events: event, revents: 0),
                pollfd(fd: hearsErrors ? child.errors : -1, events: Int16(POLLIN), revents: 0),
            ]
            guard poll(&watched, 2, Self.slice) > 0 else { continue }
            if watched[1].revents != 0 { listen(to: child) }
            if watched[0].revents != 0 { return }
        }
    }

    private var silence: String {
        "\(address) was silent for \(stopwatch.limits.stall)" + (said.text.isEmpty ? "" : ": \(said.text)")
    }

    private var hearsErrors = true

    private func listen(to child: ChildProcess) {
        withUnsafeTemporaryAllocation(byteCount: 4096, alignment: 1) { buffer in
            while true {
                let count = recv(child.errors, buffer.baseAddress, buffer.count, 0)
                if count > 0 {
                    said.add(buffer.prefix(count))
                } else {
                    if count == 0 { hearsErrors = false }
                    return
                }
            }
        }
    }

    /// The program closed its output: 0 if it ended well, else why it didn't.
    private func ended(_ child: ChildProcess) throws -> Int {
        let code = child.exitCode(patience: .seconds(2))
        listen(to: child)
        guard let code, code != 0 else { return 0 }
        throw broken(SSHExit(code: code, words: said.text, address: address).failure)
    }

    private func broken(_ failure: GitFailure) -> GitFailure {
        isBroken = true
        return failure
    }
}

/// What an end of `ssh` means: 255 is its own, anything else the remote program's (ssh(1), "EXIT STATUS").
struct SSHExit {
    let code: Int32
    let words: String
    let address: SSHAddress

    var failure: GitFailure {
        let text = words.isEmpty ? "it ended with code \(code)" : words
        return GitFailure(kind, in: "ssh", "\(address): \(text)")
    }

    private var kind: GitFailure.Kind {
        func says(_ phrases: String...) -> Bool { phrases.contains { words.lowercased().contains($0) } }
        if says(
            "permission denied", "host key verification failed", "too many authentication failures", "access denied",
            "host identification has changed")
        {
            return .auth
        }
        if says("not appear to be a git repository", "repository not found", "no such project", "could not be found", "does not exist") {
            return .notFound
        }
        return code == 255 ? .unreachable : .other
    }
}
