/// How long and how much a conversation with a remote may take. Libgit2 has no such limits of its own.
package struct TransferLimits: Hashable, Sendable {
    /// Until the remote is connected to.
    package var connect: Duration
    /// Without a byte in either direction.
    package var stall: Duration
    /// From the first step to the last.
    package var total: Duration
    /// Bytes received.
    package var bytes: Int

    /// 2 GB and ten minutes are beyond an access repository with a ledger of a million records (0.7 GB), and short of filling a runner.
    package init(
        connect: Duration = .seconds(20), stall: Duration = .seconds(60), total: Duration = .seconds(600), bytes: Int = 2 << 30
    ) {
        self.connect = connect
        self.stall = stall
        self.total = total
        self.bytes = bytes
    }
}
