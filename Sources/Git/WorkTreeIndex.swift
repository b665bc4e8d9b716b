import CLibGit2

/// What git noted of a work tree's files when it last looked at them (gitformat-index(5)): which blob a file's content was,
/// and its stamp then. A file with the same stamp needn't be read.
///
/// It only ever spares reading. Where anything speaks against trusting it, a file has to be read: the stamp differs in
/// anything, even in what git itself may be told to pass over; it is of about the time of the index, so that the file may
/// have been written once more within the same tick of the clock (git's "racily clean"); somebody told git not to look at
/// the file (assume-unchanged, skip-worktree); it is half merged, or only announced. An index that is missing, split, sparse,
/// damaged or of a version that libgit2 doesn't know says nothing of any file.
package final class WorkTreeIndex {
    /// One tick of a kernel's clock, by which files are stamped, is 1 to 10 ms. Nanoseconds.
    private static let tick: Int64 = 10_000_000
    /// Where only whole seconds are kept it is up to two (FAT). Nanoseconds.
    private static let coarseTick: Int64 = 2_000_000_000

    private let handle: OpaquePointer
    private let written: FileStamp.Moment

    /// - Parameter stamp: of the index's file, which is asked for before that is read: if it is written meanwhile, fewer files
    ///   are trusted, and not more.
    /// - Returns: nil if there is no index to go by.
    package init?(of repository: Repository, stamp: (String) -> FileStamp? = FileStamp.init(at:)) {
        guard !repository.isBare, let folder = git_repository_path(repository.handle),
            let written = stamp(String(cString: folder) + "index")?.modified,
            let handle = try? Library.make("git_repository_index", { git_repository_index(&$0, repository.handle) })
        else { return nil }
        (self.handle, self.written) = (handle, written)
    }

    deinit { git_index_free(handle) }

    /// The blob that a file's content is; nil if the file has to be read.
    ///
    /// - Parameters:
    ///   - path: from the work tree's top.
    ///   - now: the file as it is.
    package func blob(at path: String, _ now: FileStamp) -> ObjectID? {
        guard let entry = git_index_get_bypath(handle, path, 0)?.pointee, !entry.isLeftAlone, entry.matches(now) else { return nil }
        let newest = max(now.modified, now.changed)
        let tick = now.changed.nanoseconds == 0 ? Self.coarseTick : Self.tick
        return newest.later(nanoseconds: tick) < written ? ObjectID(entry.id) : nil
    }
}

extension git_index_entry {
    /// Whether git was told not to look at the file, or has nothing of it.
    fileprivate var isLeftAlone: Bool {
        let extended = GIT_INDEX_ENTRY_SKIP_WORKTREE.rawValue | GIT_INDEX_ENTRY_INTENT_TO_ADD.rawValue
        return UInt32(flags) & GIT_INDEX_ENTRY_VALID.rawValue != 0 || UInt32(flags_extended) & extended != 0
    }

    /// Git keeps the lower 32 bits of each number.
    fileprivate func matches(_ stamp: FileStamp) -> Bool {
        file_size == UInt32(truncatingIfNeeded: stamp.size) && isRegular(stamp.mode)
            && ino == UInt32(truncatingIfNeeded: stamp.inode) && dev == UInt32(truncatingIfNeeded: stamp.device)
            && uid == stamp.owner && gid == stamp.group && mtime.isAt(stamp.modified) && ctime.isAt(stamp.changed)
    }

    /// Whether both are plain files, and both or neither is its owner's to run: of permissions git keeps no more.
    private func isRegular(_ now: UInt32) -> Bool {
        now & 0o170000 == 0o100000 && mode & 0o170000 == 0o100000 && now & 0o100 == mode & 0o100
    }
}

extension git_index_time {
    fileprivate func isAt(_ moment: FileStamp.Moment) -> Bool {
        seconds == Int32(truncatingIfNeeded: moment.seconds) && nanoseconds == UInt32(truncatingIfNeeded: moment.nanoseconds)
    }
}
