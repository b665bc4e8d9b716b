import CLibGit2

/// Whose commits are made on this machine, as git has it: variables, then the repository's configuration, then the user's, then the
/// system's. Nobody is guessed from a login or a host's name.
package struct Identity: Hashable, Sendable {
    package var name: String
    package var mail: String

    package init(name: String, mail: String) { (self.name, self.mail) = (name, mail) }

    /// The role in which a commit carries a name.
    package enum Role: String, Sendable {
        case author
        case committer
    }
}

extension Repository {
    /// - Parameter environment: the process's variables; `HOME` leads to the user's configuration.
    /// - Returns: nil if git wasn't told a name and an address.
    package func identity(as role: Identity.Role, environment: [String: String]) throws -> Identity? {
        func variable(_ name: String) -> String? { environment[name].flatMap { $0.isEmpty ? nil : $0 } }
        let configuration = try configuration(environment)
        defer { git_config_free(configuration) }
        func value(_ key: String) -> String? { Self.value(key, configuration) }
        let upper = role.rawValue.uppercased()
        let name = variable("GIT_\(upper)_NAME") ?? value("\(role.rawValue).name") ?? value("user.name")
        let mail = variable("GIT_\(upper)_EMAIL") ?? value("\(role.rawValue).email") ?? value("user.email") ?? variable("EMAIL")
        guard let name, let mail else { return nil }
        return Identity(name: name, mail: mail)
    }

    /// A setting of git's, `user.signingkey`, from the same files.
    ///
    /// - Returns: nil if it isn't set, or empty.
    package func setting(_ key: String, environment: [String: String]) throws -> String? {
        let configuration = try configuration(environment)
        defer { git_config_free(configuration) }
        return Self.value(key, configuration)
    }

    private static func value(_ key: String, _ configuration: OpaquePointer) -> String? {
        var buffer = git_buf()
        defer { git_buf_dispose(&buffer) }
        guard git_config_get_string_buf(&buffer, configuration, key) == 0, let text = buffer.ptr.map({ String(cString: $0) }), !text.isEmpty
        else { return nil }
        return text
    }

    /// The files that git-config(1) reads, in its order; those that aren't there are passed over. Owned by the caller.
    private func configuration(_ environment: [String: String]) throws -> OpaquePointer {
        let configuration = try Library.make("git_config_new") { git_config_new(&$0) }
        func add(_ path: String, _ level: git_config_level_t) {
            // A file that is missing is none; one that is malformed says nothing, and a missing identity is told.
            _ = git_config_add_file_ondisk(configuration, path, level, handle, 0)
        }
        let home = environment["HOME"] ?? ""
        if environment["GIT_CONFIG_NOSYSTEM"].map({ $0.isEmpty || $0 == "0" || $0 == "false" }) ?? true {
            add(environment["GIT_CONFIG_SYSTEM"] ?? "/etc/gitconfig", GIT_CONFIG_LEVEL_SYSTEM)
        }
        if let global = environment["GIT_CONFIG_GLOBAL"] {
            add(global, GIT_CONFIG_LEVEL_GLOBAL)
        } else {
            let folder = environment["XDG_CONFIG_HOME"].flatMap { $0.isEmpty ? nil : $0 } ?? home + "/.config"
            add(folder + "/git/config", GIT_CONFIG_LEVEL_XDG)
            add(home + "/.gitconfig", GIT_CONFIG_LEVEL_GLOBAL)
        }
        add(path + "config", GIT_CONFIG_LEVEL_LOCAL)
        return configuration
    }
}
