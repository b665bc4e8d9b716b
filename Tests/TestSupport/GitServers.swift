import Foundation

/// apache with git's own `git-http-backend`, serving the repositories of a folder at `/git/<name>`.
package final class GitHTTPServer: Sendable {
    package static let user = "daypass"
    package static let password = "token-of-the-tests"
    /// What `htpasswd -s` makes of `password`.
    private static let hash = "{SHA}1BXPxovVmRSJz2yUwv5GPCL6c1c="

    private let folder = TemporaryDirectory()
    private let server: LoopbackServer

    /// - Parameter isPrivate: whether all access needs `user` and `password`.
    package init(serving root: String, isPrivate: Bool = false) async throws {
        let modules = try Self.modules()
        try folder.write("[safe]\n\tdirectory = *\n[http]\n\treceivepack = true\n", to: "home/.gitconfig")
        try folder.write("\(Self.user):\(Self.hash)\n", to: "users")
        let backend = try await Shell.git("--exec-path", in: root) + "/git-http-backend"
        let names = [
            "mpm_prefork", "authz_core", "authn_core", "authn_file", "auth_basic", "authz_user", "alias", "env", "cgi",
        ]
        let loads = names.map { "LoadModule \($0)_module \(modules)/mod_\($0).so\n" }.joined()
        let access =
            isPrivate
            ? "AuthType Basic\nAuthName git\nAuthUserFile \(folder("users"))\nRequire valid-user" : "Require all granted"
        try folder.write(
            """
            ServerRoot \(folder.path)
            ServerName 127.0.0.1
            DefaultRuntimeDir \(folder.path)
            PidFile \(folder("pid"))
            ErrorLog /dev/stderr
            Mutex posixsem
            \(loads)
            StartServers 1
            MinSpareServers 1
            MaxSpareServers 2
            \(getuid() == 0 ? "User #65534\nGroup #65534" : "")
            SetEnv GIT_PROJECT_ROOT \(root)
            SetEnv GIT_HTTP_EXPORT_ALL 1
            SetEnv GIT_CONFIG_NOSYSTEM 1
            SetEnv HOME \(folder("home"))
            ScriptAlias /git/ \(backend)/
            <Location /git/>
            \(access)
            </Location>
            """, to: "conf"
        )
        server = try await LoopbackServer([
            try Self.program(), "-D", "FOREGROUND", "-f", folder("conf"), "-c", "Listen 127.0.0.1:{port}",
        ])
    }

    package var port: Int { server.port }
    package var log: String { server.log }

    package func url(_ name: String) -> String { "http://127.0.0.1:\(server.port)/git/\(name)" }

    /// Lets a server that runs as somebody else write to a repository: apache won't run as root.
    package static func open(_ repository: String) async throws {
        try await Shell.git("config", "core.sharedRepository", "0777", in: repository)
        _ = try await Shell.run(["chmod", "-R", "a+rwX", repository])
    }

    private static func program() throws -> String {
        let places = ["/usr/sbin/apache2", "/usr/sbin/httpd", "/opt/homebrew/bin/httpd", "/usr/local/bin/httpd"]
        guard let found = places.first(where: FileManager.default.isExecutableFile) else {
            throw ServerFailure(what: "apache is not installed", log: "")
        }
        return found
    }

    private static func modules() throws -> String {
        let places = ["/usr/lib/apache2/modules", "/usr/lib64/httpd/modules", "/opt/homebrew/lib/httpd/modules", "/usr/libexec/apache2"]
        guard let found = places.first(where: FileManager.default.fileExists) else {
            throw ServerFailure(what: "apache's modules were not found", log: "")
        }
        return found
    }
}

/// sshd on loopback, with keys of its own, for the user who runs the tests.
package final class SSHServer: Sendable {
    private let folder = TemporaryDirectory()
    private let server: LoopbackServer

    package init() async throws {
        for name in ["host", "client", "stranger"] {
            try await Shell.check(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", name, "-f", folder(name)])
        }
        let key = try String(contentsOfFile: folder("client.pub"), encoding: .utf8)
        try folder.write(key, to: "authorized_keys")
        let host = try String(contentsOfFile: folder("host.pub"), encoding: .utf8)
        try folder.write("daypass-test \(host)", to: "known_hosts")
        let other = try String(contentsOfFile: folder("stranger.pub"), encoding: .utf8)
        try folder.write("daypass-test \(other)", to: "other_hosts")
        try folder.write(
            """
            ListenAddress 127.0.0.1
            HostKey \(folder("host"))
            AuthorizedKeysFile \(folder("authorized_keys"))
            PermitRootLogin prohibit-password
            PasswordAuthentication no
            KbdInteractiveAuthentication no
            StrictModes no
            UsePAM no
            PidFile none
            """, to: "sshd_config"
        )
        // sshd wants it when it runs as root, and the distributions make it when the service starts.
        if getuid() == 0 { try FileManager.default.createDirectory(atPath: "/run/sshd", withIntermediateDirectories: true) }
        server = try await LoopbackServer([Self.program, "-D", "-e", "-f", folder("sshd_config"), "-p", "{port}"])
        for (name, key, hosts) in [
            ("config", "client", "known_hosts"), ("stranger_config", "stranger", "known_hosts"), ("other_config", "client", "other_hosts"),
        ] {
            try folder.write(
                """
                Host *
                    User \(NSUserName())
                    HostKeyAlias daypass-test
                    IdentityFile \(folder(key))
                    IdentitiesOnly yes
                    IdentityAgent none
                    UserKnownHostsFile \(folder(hosts))
                    GlobalKnownHostsFile /dev/null
                    StrictHostKeyChecking yes
                """, to: name
            )
        }
    }

    /// The machine's, or one that was only unpacked (`scripts/prepare`); it starts itself anew, so the path is absolute.
    private static let program = ProcessInfo.processInfo.environment["DAYPASS_TEST_SSHD"] ?? "/usr/sbin/sshd"

    package var log: String { server.log }
    /// The client's command, with the key that the server knows.
    package var command: [String] { ["ssh", "-F", folder("config")] }
    /// With a key that the server doesn't know.
    package var stranger: [String] { ["ssh", "-F", folder("stranger_config")] }
    /// With another host key in mind than the server's.
    package var mistaken: [String] { ["ssh", "-F", folder("other_config")] }

    package func url(_ path: String) -> String { "ssh://127.0.0.1:\(server.port)\(path)" }
}

extension Shell {
    /// Runs a program that has to succeed.
    static func check(_ arguments: [String]) async throws {
        let result = try await run(arguments)
        guard result.code == 0 else { throw ShellFailure(arguments: arguments, result: result) }
    }
}
