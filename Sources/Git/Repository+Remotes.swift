import CLibGit2

extension Repository {
    /// Names of the remotes that the repository's configuration has, in alphabetical order.
    package func remotes() throws -> [String] {
        var names = git_strarray()
        try Library.call("git_remote_list") { git_remote_list(&names, handle) }
        defer { git_strarray_dispose(&names) }
        return (0..<names.count).compactMap { names.strings?[$0].map { String(cString: $0) } }.sorted()
    }

    /// The address of a remote as the configuration has it; it may hold a password. Nil if there is no such remote.
    package func address(ofRemote name: String) throws -> String? {
        var remote: OpaquePointer?
        guard try Library.find("git_remote_lookup", { git_remote_lookup(&remote, handle, name) }) != nil, let remote else { return nil }
        defer { git_remote_free(remote) }
        return git_remote_url(remote).map { String(cString: $0) }
    }

    /// The top of the work tree, without a slash at its end; nil if there is none.
    package var workTree: String? {
        guard let path = git_repository_workdir(handle).map({ String(cString: $0) }) else { return nil }
        return path.count > 1 && path.hasSuffix("/") ? String(path.dropLast()) : path
    }
}
