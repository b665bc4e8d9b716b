/// The two programs at the other end (gitprotocol-pack(5)).
enum Service: String {
    case upload = "git-upload-pack"
    case receive = "git-receive-pack"
}

/// What carries git's smart protocol, version 0, to a remote and back. Everything blocks, within the limits.
protocol Wire: AnyObject {
    /// Asks for what the remote has.
    func advertise(_ service: Service) throws
    /// Begins (or, where there is one connection for all, goes on to) the exchange proper.
    func exchange(_ service: Service) throws
    /// The next bytes; 0 at the end.
    func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int
    /// Sends all.
    func write(_ bytes: UnsafeRawBufferPointer) throws
    /// Ends the connection. May be called again.
    func close()

    /// Whether what was written may have reached the remote.
    var mayHaveBeenActedOn: Bool { get }
    /// Whether the failure was the remote's plain word that these credentials may not do this.
    var wasForbidden: Bool { get }
    /// What the remote's side said beside the protocol, for the message of a failure.
    var remarks: String { get }
}
