/// How to talk to a remote.
package struct RemoteOptions: Sendable {
    package var credentials: Credentials
    package var limits: TransferLimits
    package var ssh: SSHCommand

    package init(
        credentials: Credentials = .none, limits: TransferLimits = TransferLimits(), ssh: SSHCommand = .system
    ) {
        self.credentials = credentials
        self.limits = limits
        self.ssh = ssh
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
