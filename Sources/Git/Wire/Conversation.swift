import CLibGit2

/// What one conversation with a remote knows: the wire it runs over, what went wrong on it, and what the remote said.
/// Libgit2's callbacks get it as their payload.
final class Conversation {
    let wire: any Wire
    /// Whether every exchange is a request of its own (HTTP), or all share one connection (SSH).
    let isStateless: Bool
    let stopwatch: Stopwatch
    /// The stream that libgit2 holds now.
    var stream: UnsafeMutablePointer<git_smart_subtransport_stream>?
    /// Why the wire failed first; libgit2 would only say that it did.
    private(set) var failure: GitFailure?
    /// The remote's answer for each reference of a push: nil for "done".
    var statuses: [String: String?] = [:]
    var sideband = Remarks()
    /// Where the pushed branch has to be when the push is sent.
    var expecting: ObjectID?
    var isPush = false
    private var opening: [UInt8] = []
    private var received = 0

    /// Bytes of the advertisement that are kept to find out why libgit2 doesn't understand it.
    private static let openingBytes = 4096

    init(_ wire: any Wire, isStateless: Bool, stopwatch: Stopwatch) {
        self.wire = wire
        self.isStateless = isStateless
        self.stopwatch = stopwatch
    }

    static func at(_ pointer: UnsafeMutableRawPointer) -> Conversation {
        Unmanaged<Conversation>.fromOpaque(pointer).takeUnretainedValue()
    }

    /// Runs a step on the wire; after a failure there are no further ones.
    func attempt(_ body: (any Wire) throws -> Void) -> Int32 {
        guard failure == nil else { return -1 }
        do {
            try stopwatch.check(in: "transfer")
            try body(wire)
            return 0
        } catch {
            failure = error as? GitFailure ?? GitFailure(.other, in: "transfer", "\(error)")
            _ = git_error_set_str(Int32(GIT_ERROR_NET.rawValue), failure?.message)
            return -1
        }
    }

    func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
        let count = try wire.read(into: buffer)
        received += count
        guard received <= stopwatch.limits.bytes else {
            throw GitFailure(.limit, in: "transfer", "the remote sent more than \(stopwatch.limits.bytes) bytes")
        }
        opening.append(contentsOf: buffer.prefix(min(count, Self.openingBytes - opening.count)))
        return count
    }

    /// Runs calls of libgit2 on this conversation; what went wrong on the wire is thrown in place of libgit2's word for it.
    func run<Result>(_ body: () throws -> Result) throws -> Result {
        do {
            return try body()
        } catch let said as GitFailure {
            if let failure { throw failure }
            if String(decoding: opening, as: UTF8.self).contains("object-format=sha256") {
                throw GitFailure(.invalid, in: said.function, "the remote names its objects by SHA-256, which is not supported")
            }
            throw explained(said)
        }
    }

    /// With what the remote's side remarked.
    private func explained(_ said: GitFailure) -> GitFailure {
        // What a remote says while it sends is progress; what it says to a push is its hooks' reasons.
        let remarks = [isPush ? sideband.text : "", wire.remarks].filter { !$0.isEmpty }.joined(separator: "; ")
        // A cut connection is no damage to anything stored.
        let kind: GitFailure.Kind = said.message.contains("EOF") ? .unreachable : said.kind
        let message = Remarks.tidy(said.message.utf8)
        return GitFailure(kind, in: said.function, remarks.isEmpty ? message : "\(message): \(remarks)")
    }

    /// Libgit2's callbacks, bound to this conversation, which must outlive their use.
    var callbacks: git_remote_callbacks {
        var callbacks = git_remote_callbacks()
        git_remote_init_callbacks(&callbacks, UInt32(GIT_REMOTE_CALLBACKS_VERSION))
        callbacks.payload = Unmanaged.passUnretained(self).toOpaque()
        callbacks.transport = Subtransport.make
        callbacks.sideband_progress = { text, count, payload in
            guard let payload, let text else { return 0 }
            let bytes = UnsafeRawBufferPointer(start: text, count: Int(count))
            Conversation.at(payload).sideband.add(bytes)
            return 0
        }
        callbacks.transfer_progress = { _, payload in
            guard let payload else { return 0 }
            return Conversation.at(payload).attempt { _ in }
        }
        callbacks.push_update_reference = { name, status, payload in
            guard let payload, let name else { return -1 }
            Conversation.at(payload).statuses.updateValue(status.map { String(cString: $0) }, forKey: String(cString: name))
            return 0
        }
        // The last look before anything is sent: what libgit2 will name as the old value is what the caller expects.
        callbacks.push_negotiation = { updates, count, payload in
            guard let payload, let updates else { return -1 }
            let conversation = Conversation.at(payload)
            for index in 0..<count {
                guard let update = updates[index]?.pointee, ObjectID(update.src) == conversation.expecting ?? .zero else { return -1 }
            }
            return 0
        }
        return callbacks
    }
}
