#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Where a command speaks: data on standard output, everything else on standard error.
struct Console: Sendable {
    let isQuiet: Bool
    let isVerbose: Bool

    /// Whether the stream is a terminal and colour isn't unwanted (https://no-color.org).
    static func hasColour(_ stream: Int32) -> Bool {
        isatty(stream) == 1 && Environment.process["NO_COLOR"] == nil && Environment.process["TERM"] != "dumb"
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

    private static func write(_ text: String, to descriptor: Int32) {
        var bytes = Array(text.utf8)[...]
        while !bytes.isEmpty {
            let written = bytes.withUnsafeBytes { Glibc_write(descriptor, $0) }
            guard written > 0 else { return }
            bytes = bytes.dropFirst(written)
        }
    }
}

private func Glibc_write(_ descriptor: Int32, _ bytes: UnsafeRawBufferPointer) -> Int {
    while true {
        let count = write(descriptor, bytes.baseAddress, bytes.count)
        if count >= 0 || errno != EINTR { return count }
    }
}
