#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Where a command speaks: data on standard output, everything else on standard error.
struct Console: Sendable {
    let isQuiet: Bool
    let isVerbose: Bool

    static func isTerminal(_ stream: Int32) -> Bool { isatty(stream) == 1 }

    /// Whether the stream is a terminal and colour isn't unwanted (https://no-color.org).
    static func hasColour(_ stream: Int32) -> Bool {
        isTerminal(stream) && Environment.process["NO_COLOR"] == nil && Environment.process["TERM"] != "dumb"
    }

    /// Cells of a line, if the stream is a terminal that says so (`TIOCGWINSZ`, ioctl_tty(2)).
    static func width(_ stream: Int32) -> Int? {
        var size = winsize()
        guard isTerminal(stream), ioctl(stream, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return nil }
        return Int(size.ws_col)
    }

    /// Data: what was asked for.
    func print(_ text: String) { Self.write(text.hasSuffix("\n") ? text : text + "\n", to: STDOUT_FILENO) }

    /// Progress: what is being done.
    func tell(_ line: String) {
        if !isQuiet { Self.write(line + "\n", to: STDERR_FILENO) }
    }

    /// Mistakes and alarms; not even --quiet keeps them back.
    func warn(_ text: String) {
        guard !text.isEmpty else { return }
        Self.write(text.hasSuffix("\n") ? text : text + "\n", to: STDERR_FILENO)
    }

    /// A question on a terminal; the answer follows on the same line.
    func prompt(_ question: String) { Self.write(question, to: STDERR_FILENO) }

    private static func write(_ text: String, to descriptor: Int32) {
        var bytes = Array(text.utf8)[...]
        while !bytes.isEmpty {
            let written = bytes.withUnsafeBytes { rest in
                var count = 0
                repeat { count = systemWrite(descriptor, rest.baseAddress, rest.count) } while count < 0 && errno == EINTR
                return count
            }
            guard written > 0 else { return }
            bytes = bytes.dropFirst(written)
        }
    }
}

/// `write(2)`, which the type's own functions would hide.
private let systemWrite: @Sendable (Int32, UnsafeRawPointer?, Int) -> Int = { write($0, $1, $2) }
