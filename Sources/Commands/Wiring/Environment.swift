#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// The process's environment, read once.
struct Environment: Sendable {
    let variables: [String: String]

    static let process = Environment(variables: ProcessInfo.processInfo.environment)

    /// A variable's value; nil if it is unset or empty.
    subscript(_ name: String) -> String? {
        guard let value = variables[name], !value.isEmpty else { return nil }
        return value
    }

    /// The user's folder: `HOME`, or where the system has it for the user that we are.
    var home: String { self["HOME"] ?? FileManager.default.homeDirectoryForCurrentUser.path }

    /// Where caches stand (XDG Base Directory Specification).
    var cacheHome: String {
        // A relative path in XDG_CACHE_HOME is invalid and to be ignored.
        if let path = self["XDG_CACHE_HOME"], path.hasPrefix("/") { return path }
        return home + "/.cache"
    }
}
