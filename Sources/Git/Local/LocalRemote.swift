import CLibGit2

/// A remote that is a folder on this machine.
///
/// Libgit2's own way is not taken: its push to a path isn't compare-and-swap, and its fetch packs everything in-process.
/// **Hooks don't run**: who protects a branch by a hook has to serve it over SSH or HTTP.
struct LocalRemote {
    /// How long to wait for a lock that somebody alive holds. A push holds it for milliseconds.
    static let patience: Duration = .seconds(10)

    private let path: String
    private let stopwatch: Stopwatch
    private let shouldStop: () -> Bool

    init(_ path: String, limits: TransferLimits, shouldStop: @escaping () -> Bool) {
        self.path = path
        self.shouldStop = shouldStop
        stopwatch = Stopwatch(limits, shouldStop: shouldStop)
    }

    /// What the remote has of some references.
    func advertisement(of refs: [RefSpec]) throws -> Advertisement {
        let remote = try Repository.open(at: path)
        var found = Advertisement(head: try remote.headBranch())
        for spec in refs {
            if spec.isFamily {
                found.references.merge(try remote.references(matching: spec.source)) { $1 }
            } else {
                found.references[spec.source] = try remote.reference(spec.source)
            }
        }
        return found
    }

    /// Brings the tips' objects into a repository.
    ///
    /// - Parameter unread: whether files may be copied as they are where nothing is known.
    func fetch(_ tips: [ObjectID], into repository: Repository, known: [ObjectID], unread: Bool) throws {
        guard tips.contains(where: { !repository.exists($0) }) else { return }
        let remote = try Repository.open(at: path)
        var files = ObjectFiles(from: remote.path, to: repository.path, stopwatch: stopwatch)
        // Nothing is known: either nothing is stored here, or what a run copied that died before it was done.
        if unread, known.isEmpty, files.areComplete {
            var tries = 3
            while try !files.copy() && tries > 0 { tries -= 1 }
        }
        var copy = try ObjectCopy(from: remote, to: repository, isDurable: false, stopwatch: stopwatch)
        try copy.copy(tips, known: known)
    }

    /// Writes the commit's objects into the remote, then moves its branch, under our claim and git's own lock.
    func push(_ commit: ObjectID, from repository: Repository, to reference: String, expecting: ObjectID?) throws -> PushOutcome {
        let remote = try Repository.open(at: path)
        do {
            let claim = try Claim(in: remote.path, patience: Self.patience, shouldStop: shouldStop)
            StaleLocks.clear(after: claim, in: remote.path)
            try claim.note()
            let now = try remote.reference(reference)
            if now == commit { return .landed }
            guard now == expecting else { return .lostRace(now: now) }
            guard try !remote.isCheckedOut(reference) else {
                return .refused(reason: "the branch is checked out in \(path), as git would say too")
            }
            var copy = try ObjectCopy(from: repository, to: remote, isDurable: true, stopwatch: stopwatch)
            try copy.copy([commit], known: expecting.map { [$0] } ?? [])
            try claim.note(Claim.Interrupted(reference: reference, id: commit))
            let moved = try waiting { try remote.swapReference(reference, to: commit, expecting: expecting) }
            if moved == nil { try Disk.flush(remote.path + reference) }
            try claim.note()
            return moved.map { .lostRace(now: $0.now) } ?? .landed
        } catch let failure as GitFailure where failure.isDenial {
            return .refused(reason: failure.message)
        }
    }

    /// Tries again while a `git` that is alive holds the reference's lock.
    private func waiting<Result>(_ body: () throws -> Result) throws -> Result {
        let end = ContinuousClock.now + Self.patience
        while true {
            do { return try body() } catch let failure as GitFailure {
                guard case .locked = failure.kind, ContinuousClock.now < end else { throw failure }
            }
            try stopwatch.check(in: "push")
            Pause.briefly()
        }
    }
}

extension Repository {
    /// Whether a work tree shows this branch: moving it under somebody's feet would make their next commit undo ours.
    func isCheckedOut(_ reference: String) throws -> Bool {
        guard !isBare else { return false }
        // Also true of a branch that HEAD names and that has no commit yet.
        if try headBranch() == reference { return true }
        var found: OpaquePointer?
        guard try Library.find("git_reference_lookup", { git_reference_lookup(&found, handle, reference) }) != nil, let found else {
            return false
        }
        defer { git_reference_free(found) }
        return git_branch_is_checked_out(found) == 1
    }
}

extension GitFailure {
    /// Whether the operating system denied writing.
    var isDenial: Bool {
        kind == .auth || message.contains("Permission denied") || message.contains("Read-only file system")
    }
}
