extension Repository {
    /// Brings references of a remote here as they are now, with all that they lead to.
    ///
    /// Tips that are no fast-forwards are taken too: the caller judges. What a spec names and the remote no longer has is
    /// removed here. Nothing changes here unless all that is wanted came.
    ///
    /// - Parameter shouldStop: asked several times a second.
    /// - Returns: what the remote has of what was asked for, by the remote's names: what isn't in it isn't there.
    @discardableResult
    package func fetch(
        from remote: RemoteURL, refs: [RefSpec], using options: RemoteOptions = RemoteOptions(),
        shouldStop: @escaping () -> Bool = { false }
    ) throws -> Advertisement {
        for spec in refs { try spec.check() }
        let advertised: Advertisement
        switch remote {
        case .local(let path):
            let local = LocalRemote(path, limits: options.limits, shouldStop: shouldStop)
            advertised = try local.advertisement(of: refs)
            let known = try refs.flatMap { try kept(for: $0).values }
            try local.fetch(Array(advertised.references.values), into: self, known: known, unread: options.copiesUnread)
        case .http, .ssh:
            let connection = try RemoteConnection(remote, for: self, using: options, shouldStop: shouldStop)
            advertised = try connection.connect(.upload).only(refs)
            if advertised.references.values.contains(where: { !exists($0) }) { try connection.download(refs) }
        }
        try update(to: advertised, refs)
        return advertised
    }

    /// What a remote has, without fetching anything.
    package static func advertisement(
        of remote: RemoteURL, using options: RemoteOptions = RemoteOptions(), shouldStop: @escaping () -> Bool = { false }
    ) throws -> Advertisement {
        switch remote {
        case .local(let path):
            try LocalRemote(path, limits: options.limits, shouldStop: shouldStop)
                .advertisement(of: [RefSpec("refs/*", to: "refs/*")])
        case .http, .ssh:
            try RemoteConnection(remote, for: nil, using: options, shouldStop: shouldStop).connect(.upload)
        }
    }

    /// What earlier fetches left for a spec, by our names.
    private func kept(for spec: RefSpec) throws -> [String: ObjectID] {
        if spec.isFamily { return try references(matching: spec.destination) }
        return try reference(spec.destination).map { [spec.destination: $0] } ?? [:]
    }

    private func update(to advertised: Advertisement, _ refs: [RefSpec]) throws {
        var wanted: [String: ObjectID] = [:]
        for (name, id) in advertised.references {
            for spec in refs {
                if let destination = spec.destination(of: name) { wanted[destination] = id }
            }
        }
        for id in wanted.values where !exists(id) {
            throw GitFailure(.corrupt, in: "fetch", "the remote didn't send \(id), which it had said it has")
        }
        for spec in refs {
            for (name, id) in try kept(for: spec) {
                switch wanted[name] {
                case nil: try removeReference(name)
                case id: wanted[name] = nil
                default: break
                }
            }
        }
        for (name, id) in wanted.sorted(by: { $0.key < $1.key }) { try forceReference(name, to: id) }
    }
}

extension Advertisement {
    /// What some specs mean of it.
    func only(_ refs: [RefSpec]) -> Advertisement {
        Advertisement(references: references.filter { name, _ in refs.contains { $0.destination(of: name) != nil } }, head: head)
    }
}
