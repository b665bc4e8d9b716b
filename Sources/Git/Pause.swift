#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Waiting for what no descriptor tells of.
enum Pause {
    static func briefly() { _ = poll(nil, 0, 10) }

    static func milliseconds(_ count: Int32) { _ = poll(nil, 0, count) }
}
