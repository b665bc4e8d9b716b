package import HTTP

/// How to talk to a remote.
package struct RemoteOptions: Sendable {
    package var credentials: Credentials
    package var limits: TransferLimits
    package var ssh: SSHCommand
    /// Proxy, certificate authorities and name of the client; its time-outs give way to `limits`.
    package var http: HTTPConfiguration
    /// Whether the first fetch from a folder may copy its object files as they are, unread: fast, and damaged ones come along.
    package var copiesUnread = true

    package init(
        credentials: Credentials = .none, limits: TransferLimits = TransferLimits(), ssh: SSHCommand = .system,
        http: HTTPConfiguration = .standard
    ) {
        self.credentials = credentials
        self.limits = limits
        self.ssh = ssh
        self.http = http
    }
}

/// The program that connects to SSH remotes.
package struct SSHCommand: Hashable, Sendable {
    /// The program, looked up in `PATH` unless it has a slash, and what comes before our own options. No shell is involved.
    package var arguments: [String]

    package init(_ arguments: [String]) { self.arguments = arguments }

    /// OpenSSH's client with the user's configuration, keys and agent.
    package static let system = SSHCommand(["ssh"])
}
