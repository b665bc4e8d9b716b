/// One push over HTTP or SSH, and finding out how it ended when the answer doesn't say.
struct RemotePush {
    /// Milliseconds to wait before looking again whether a push without an answer has landed: a server finishes in that
    /// time what it was at when the connection broke.
    private static let pauses: [Int32] = [0, 250, 1000]
    /// A look afterwards shouldn't take as long as the push itself.
    private static let look: Duration = .seconds(60)

    let repository: Repository
    let commit: ObjectID
    let remote: RemoteURL
    let reference: String
    let expecting: ObjectID?
    let options: RemoteOptions
    let shouldStop: () -> Bool

    func run() throws -> PushOutcome {
        let connection = try RemoteConnection(remote, for: repository, using: options, shouldStop: shouldStop)
        let wire = connection.conversation.wire
        do {
            let now = try connection.connect(.receive)[reference]
            if now == commit { return .landed }
            guard now == expecting else { return .lostRace(now: now) }
            // The server compares once more, under its lock, with what it advertised: that is what we expect.
            guard let reason = try connection.upload(commit, from: repository, to: reference, expecting: expecting) else { return .landed }
            return afterRefusal(reason + remarks(of: connection))
        } catch let failure as GitFailure {
            if wire.wasForbidden { return .refused(reason: failure.message) }
            if failure.message.contains("unpacking the sent packfile failed") {
                return afterRefusal("the remote couldn't store the commit" + remarks(of: connection))
            }
            guard wire.mayHaveBeenActedOn else { throw failure }
            return afterSilence()
        }
    }

    private func remarks(of connection: RemoteConnection) -> String {
        let text = connection.conversation.sideband.text
        return text.isEmpty ? "" : ": \(text)"
    }

    /// The remote did nothing. Was that because somebody else had moved the branch?
    private func afterRefusal(_ reason: String) -> PushOutcome {
        guard let advertised = try? lookAgain(), advertised[reference] != expecting else {
            return .refused(reason: Remarks.tidy(reason.utf8))
        }
        return .lostRace(now: advertised[reference])
    }

    /// All was sent, and nothing came back.
    private func afterSilence() -> PushOutcome {
        for pause in Self.pauses {
            if shouldStop() { break }
            Pause.milliseconds(pause)
            guard let advertised = try? lookAgain() else { continue }
            let now = advertised[reference]
            if now == commit { return .landed }
            guard now != expecting else { continue }
            guard let now else { return .lostRace(now: nil) }
            // Somebody may have gone on from our commit already.
            return (try? descends(now)) ?? .unanswered
        }
        return .unanswered
    }

    private var brief: RemoteOptions {
        var brief = options
        brief.limits.total = min(options.limits.total, Self.look)
        return brief
    }

    private func lookAgain() throws -> Advertisement {
        try Repository.advertisement(of: remote, using: brief, shouldStop: shouldStop)
    }

    private func descends(_ now: ObjectID) throws -> PushOutcome {
        let name = "refs/daypass/settling/\(commit.hex)"
        let fetched = try repository.fetch(from: remote, refs: [RefSpec(reference, to: name)], using: brief, shouldStop: shouldStop)
        defer { try? repository.removeReference(name) }
        guard let tip = fetched[reference] else { return .lostRace(now: nil) }
        return try repository.isAncestor(commit, of: tip) ? .landed : .lostRace(now: tip)
    }
}
