#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// What the operating system refused.
enum SystemCall {
    static func failure(_ function: String, _ path: String, _ reason: Int32 = errno) -> GitFailure {
        let kind: GitFailure.Kind =
            switch reason {
            case ENOENT, ENOTDIR: .notFound
            case EACCES, EPERM, EROFS: .auth
            default: .other
            }
        return GitFailure(kind, in: function, "\(path): \(String(cString: strerror(reason)))")
    }
}

extension stat {
    var modified: timespec {
        #if canImport(Glibc)
            st_mtim
        #else
            st_mtimespec
        #endif
    }
}

extension timespec {
    /// Seconds from `other` to this.
    func seconds(since other: timespec) -> Double {
        Double(tv_sec - other.tv_sec) + Double(tv_nsec - other.tv_nsec) / 1e9
    }
}
