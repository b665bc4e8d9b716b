import CLibGit2

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// One connection to a remote over HTTP or SSH.
final class RemoteConnection {
    let conversation: Conversation
    private let handle: OpaquePointer

    /// Nothing is sent yet.
    ///
    /// - Parameter repository: where what is fetched goes, and what is pushed comes from; none for a look only.
    init(_ remote: RemoteURL, for repository: Repository?, using options: RemoteOptions, shouldStop: @escaping () -> Bool) throws {
        try Library.start()
        let stopwatch = Stopwatch(options.limits, shouldStop: shouldStop)
        switch remote {
        case .http(let address):
            conversation = Conversation(
                try HTTPWire(address, options, stopwatch: stopwatch, shouldStop: shouldStop), isStateless: true, stopwatch: stopwatch
            )
        case .ssh(let address):
            conversation = Conversation(SSHWire(address, options.ssh, stopwatch: stopwatch), isStateless: false, stopwatch: stopwatch)
        case .local:
            throw GitFailure(.invalid, in: "RemoteConnection", "a path needs no connection")
        }
        var settings = git_remote_create_options()
        try Library.call("git_remote_create_options_init") {
            git_remote_create_options_init(&settings, UInt32(GIT_REMOTE_CREATE_OPTIONS_VERSION))
        }
        settings.repository = repository?.handle
        settings.flags = UInt32(GIT_REMOTE_CREATE_SKIP_INSTEADOF.rawValue | GIT_REMOTE_CREATE_SKIP_DEFAULT_FETCHSPEC.rawValue)
        handle = try Library.make("git_remote_create_with_opts") { git_remote_create_with_opts(&$0, remote.redacted, &settings) }
    }

    deinit {
        // Freeing it ends the connection, and with it calls back into the conversation.
        git_remote_free(handle)
        withExtendedLifetime(conversation) {}
    }

    /// Connects, and returns what the remote says it has.
    func connect(_ service: Service) throws -> Advertisement {
        try conversation.run {
            var callbacks = conversation.callbacks
            try Library.call("git_remote_connect") {
                git_remote_connect(handle, service == .upload ? GIT_DIRECTION_FETCH : GIT_DIRECTION_PUSH, &callbacks, nil, nil)
            }
            var heads: UnsafeMutablePointer<UnsafePointer<git_remote_head>?>?
            var count = 0
            try Library.call("git_remote_ls") { git_remote_ls(&heads, &count, handle) }
            var found = Advertisement()
            for index in 0..<count {
                guard let head = heads?[index]?.pointee, let name = head.name.map({ String(cString: $0) }) else { continue }
                if name == "HEAD" {
                    found.head = head.symref_target.map { String(cString: $0) }
                } else if !name.hasSuffix("^{}") {
                    found.references[name] = ObjectID(head.oid)
                }
            }
            return found
        }
    }

    /// Brings the objects of some of the remote's references into the repository. No reference moves.
    func download(_ refs: [RefSpec]) throws {
        try conversation.run {
            var options = git_fetch_options()
            try Library.call("git_fetch_options_init") {
                git_fetch_options_init(&options, UInt32(GIT_FETCH_OPTIONS_VERSION))
            }
            options.callbacks = conversation.callbacks
            options.download_tags = GIT_REMOTE_DOWNLOAD_TAGS_NONE
            try Self.lending(refs.map(\.forced)) { specs in
                _ = try Library.call("git_remote_download") { git_remote_download(handle, specs, &options) }
            }
        }
    }

    /// Sends a commit, and asks to move a reference from what the remote advertised to it.
    ///
    /// - Returns: the remote's reason for not doing it; nil when it did.
    /// - Throws: also when it is unknown whether it did: see `Wire.mayHaveBeenActedOn`.
    func upload(_ commit: ObjectID, from repository: Repository, to reference: String, expecting: ObjectID?) throws -> String? {
        conversation.expecting = expecting
        conversation.isPush = true
        // Libgit2 pushes references only, no ids.
        let source = "refs/daypass/pushing"
        try repository.forceReference(source, to: commit)
        defer { try? repository.removeReference(source) }
        try conversation.run {
            var options = git_push_options()
            try Library.call("git_push_options_init") { git_push_options_init(&options, UInt32(GIT_PUSH_OPTIONS_VERSION)) }
            options.callbacks = conversation.callbacks
            // Some objects are compressed together: one thread does for a handful.
            options.pb_parallelism = 1
            try Self.lending(["\(source):\(reference)"]) { specs in
                _ = try Library.call("git_remote_upload") { git_remote_upload(handle, specs, &options) }
            }
        }
        guard let status = conversation.statuses[reference] else {
            throw GitFailure(.unreachable, in: "git_remote_upload", "the remote didn't say whether it moved \(reference)")
        }
        return status
    }

    private static func lending(_ texts: [String], _ body: (UnsafePointer<git_strarray>) throws -> Void) throws {
        var copies = texts.map { strdup($0) }
        defer { for copy in copies { free(copy) } }
        try copies.withUnsafeMutableBufferPointer { pointers in
            var array = git_strarray(strings: pointers.baseAddress, count: pointers.count)
            try body(&array)
        }
    }
}
