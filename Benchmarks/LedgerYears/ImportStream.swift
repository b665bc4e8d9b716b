#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Commits on standard output as `git fast-import` reads them (git-fast-import(1)).
struct ImportStream {
    private let branch: String
    private var pending: [UInt8] = []

    init(branch: String) { self.branch = branch }

    mutating func commit(_ files: [(path: String, bytes: [UInt8])], message: String, seconds: Int64) {
        pending += "commit refs/heads/\(branch)\ncommitter Daypass <daypass@localhost> \(seconds) +0000\n".utf8
        data(Array(message.utf8))
        for file in files {
            pending += "M 100644 inline \(file.path)\n".utf8
            data(file.bytes)
        }
        if pending.count > 1 << 20 { flush() }
    }

    mutating func finish() {
        pending += "done\n".utf8
        flush()
    }

    private mutating func data(_ bytes: [UInt8]) {
        pending += "data \(bytes.count)\n".utf8
        pending += bytes
        pending.append(UInt8(ascii: "\n"))
    }

    private mutating func flush() {
        var rest = pending[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { write(1, $0.baseAddress, $0.count) }
            // Nobody reads any more.
            guard count > 0 else { exit(1) }
            rest = rest.dropFirst(count)
        }
        pending.removeAll(keepingCapacity: true)
    }
}
