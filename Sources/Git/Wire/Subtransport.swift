import CLibGit2

/// Lets libgit2's smart protocol run over a `Wire` of ours.
///
/// Libgit2 owns the C structs and frees them by the functions in them; what they point to is a `Conversation` that its
/// caller keeps alive until the remote is freed.
enum Subtransport {
    /// The transport for one remote: `git_remote_callbacks.transport`.
    static let make: git_transport_cb = { out, owner, payload in
        guard let payload else { return -1 }
        let isStateless = Conversation.at(payload).isStateless
        var definition = git_smart_subtransport_definition(callback: Subtransport.create, rpc: isStateless ? 1 : 0, param: payload)
        return git_transport_smart(out, owner, &definition)
    }

    private static let create: git_smart_subtransport_cb = { out, _, context in
        let made = UnsafeMutablePointer<daypass_git_subtransport>.allocate(capacity: 1)
        made.initialize(to: daypass_git_subtransport())
        made.pointee.base.action = Subtransport.act
        made.pointee.base.close = { transport in
            Subtransport.conversation(transport)?.wire.close()
            return 0
        }
        made.pointee.base.free = { transport in
            Subtransport.conversation(transport)?.wire.close()
            UnsafeMutableRawPointer(transport)?.assumingMemoryBound(to: daypass_git_subtransport.self).deallocate()
        }
        made.pointee.context = context
        out?.pointee = UnsafeMutableRawPointer(made).assumingMemoryBound(to: git_smart_subtransport.self)
        return 0
    }

    private typealias Action =
        @convention(c) (
            UnsafeMutablePointer<UnsafeMutablePointer<git_smart_subtransport_stream>?>?,
            UnsafeMutablePointer<git_smart_subtransport>?, UnsafePointer<CChar>?, git_smart_service_t
        ) -> Int32

    private static let act: Action = { out, transport, _, service in
        guard let conversation = Subtransport.conversation(transport) else { return -1 }
        let code = conversation.attempt { wire in
            switch service {
            case GIT_SERVICE_UPLOADPACK_LS: try wire.advertise(.upload)
            case GIT_SERVICE_UPLOADPACK: try wire.exchange(.upload)
            case GIT_SERVICE_RECEIVEPACK_LS: try wire.advertise(.receive)
            default: try wire.exchange(.receive)
            }
        }
        guard code == 0 else { return code }
        // One connection, one stream: libgit2 insists on getting the same again.
        if !conversation.isStateless, let stream = conversation.stream {
            out?.pointee = stream
            return 0
        }
        let stream = Subtransport.makeStream(transport, conversation)
        conversation.stream = stream
        out?.pointee = stream
        return 0
    }

    private static func makeStream(
        _ transport: UnsafeMutablePointer<git_smart_subtransport>?, _ conversation: Conversation
    ) -> UnsafeMutablePointer<git_smart_subtransport_stream> {
        let made = UnsafeMutablePointer<daypass_git_stream>.allocate(capacity: 1)
        made.initialize(to: daypass_git_stream())
        made.pointee.base.subtransport = transport
        made.pointee.base.read = { stream, buffer, size, count in
            count?.pointee = 0
            guard let conversation = Subtransport.conversation(stream) else { return -1 }
            return conversation.attempt { _ in
                count?.pointee = try conversation.read(into: UnsafeMutableRawBufferPointer(start: buffer, count: size))
            }
        }
        made.pointee.base.write = { stream, bytes, size in
            guard let conversation = Subtransport.conversation(stream) else { return -1 }
            return conversation.attempt { try $0.write(UnsafeRawBufferPointer(start: bytes, count: size)) }
        }
        made.pointee.base.free = { stream in
            guard let stream else { return }
            if let conversation = Subtransport.conversation(stream), conversation.stream == stream { conversation.stream = nil }
            UnsafeMutableRawPointer(stream).assumingMemoryBound(to: daypass_git_stream.self).deallocate()
        }
        made.pointee.context = UnsafeMutableRawPointer(Unmanaged.passUnretained(conversation).toOpaque())
        return UnsafeMutableRawPointer(made).assumingMemoryBound(to: git_smart_subtransport_stream.self)
    }

    private static func conversation(_ transport: UnsafeMutablePointer<git_smart_subtransport>?) -> Conversation? {
        guard let transport else { return nil }
        return UnsafeMutableRawPointer(transport).assumingMemoryBound(to: daypass_git_subtransport.self).pointee.context
            .map(Conversation.at)
    }

    private static func conversation(_ stream: UnsafeMutablePointer<git_smart_subtransport_stream>?) -> Conversation? {
        guard let stream else { return nil }
        return UnsafeMutableRawPointer(stream).assumingMemoryBound(to: daypass_git_stream.self).pointee.context
            .map(Conversation.at)
    }
}
