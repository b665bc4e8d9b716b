import Reconciliation

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// A system call on a file failed.
struct SystemFailure: Error, Hashable {
    /// The C function, as in its man page.
    let function: String
    let path: String
    /// `errno` as the call left it.
    let code: Int32

    /// The system's words for it, with the file and the call.
    var message: String { "\(path): \(String(cString: strerror(code))) (\(function))" }

    /// Whether it is the file's permissions that stand against it.
    var isPermission: Bool { code == EACCES || code == EPERM || code == EROFS }

    var isMissing: Bool { code == ENOENT || code == ENOTDIR }

    /// Calls a function that answers −1 and sets `errno` when it fails, again as long as signals interrupt it.
    @discardableResult
    static func check(_ function: String, _ path: String, _ call: () -> Int) throws(SystemFailure) -> Int {
        while true {
            let result = call()
            if result != -1 { return result }
            let code = errno
            if code != EINTR { throw SystemFailure(function: function, path: path, code: code) }
        }
    }
}

extension DirectoryFailure {
    /// A system call on the file failed before anything was written.
    init(_ failure: SystemFailure) {
        self.init(failure.isPermission ? .denied : .unreachable, failure.message)
    }
}
