#if canImport(Glibc)
    package import Glibc
#else
    package import Darwin
#endif

/// What a file system says of a file without its being read: enough to tell that it was written since.
package struct FileStamp: Hashable, Sendable {
    /// A point in time as file systems keep it.
    package struct Moment: Hashable, Sendable, Comparable {
        /// Since 1970.
        package let seconds: Int64
        /// 0 up to 999,999,999; always 0 where a file system keeps whole seconds only.
        package let nanoseconds: Int64

        package init(seconds: Int64, nanoseconds: Int64) { (self.seconds, self.nanoseconds) = (seconds, nanoseconds) }

        package static func < (left: Self, right: Self) -> Bool {
            (left.seconds, left.nanoseconds) < (right.seconds, right.nanoseconds)
        }

        /// This long after it, in nanoseconds of less than ten seconds.
        func later(nanoseconds more: Int64) -> Moment {
            let sum = nanoseconds + more
            return Moment(seconds: seconds + sum / 1_000_000_000, nanoseconds: sum % 1_000_000_000)
        }
    }

    /// Bytes.
    package var size: Int64
    /// Kind and permissions, as `st_mode` has them.
    package var mode: UInt32
    package var device: UInt64
    package var inode: UInt64
    package var owner: UInt32
    package var group: UInt32
    /// When its content changed last, which anybody can set.
    package var modified: Moment
    /// When anything about it changed last, which only the system sets.
    package var changed: Moment

    package init(
        size: Int64, mode: UInt32, device: UInt64, inode: UInt64, owner: UInt32, group: UInt32, modified: Moment, changed: Moment
    ) {
        (self.size, self.mode, self.device, self.inode) = (size, mode, device, inode)
        (self.owner, self.group, self.modified, self.changed) = (owner, group, modified, changed)
    }
}

extension FileStamp {
    /// Of a path, without following a link; nil if nothing stands there, or it can't be told.
    package init?(at path: String) {
        var status = stat()
        guard lstat(path, &status) == 0 else { return nil }
        self.init(status)
    }

    package init(_ status: stat) {
        #if canImport(Darwin)
            let (modified, changed) = (status.st_mtimespec, status.st_ctimespec)
        #else
            let (modified, changed) = (status.st_mtim, status.st_ctim)
        #endif
        self.init(
            size: Int64(status.st_size), mode: UInt32(status.st_mode), device: UInt64(truncatingIfNeeded: status.st_dev),
            inode: UInt64(status.st_ino), owner: status.st_uid, group: status.st_gid,
            modified: Moment(seconds: Int64(modified.tv_sec), nanoseconds: Int64(modified.tv_nsec)),
            changed: Moment(seconds: Int64(changed.tv_sec), nanoseconds: Int64(changed.tv_nsec)))
    }
}
