import CLibGit2

extension Repository {
    /// Where two lines of history parted: the best common ancestor, which can be one of both. Nil if they have none.
    package func mergeBase(of one: ObjectID, and other: ObjectID) throws -> ObjectID? {
        if one == other { return one }
        var found = git_oid()
        var left = one.raw
        var right = other.raw
        guard try Library.find("git_merge_base", { git_merge_base(&found, handle, &left, &right) }) != nil else { return nil }
        return ObjectID(found)
    }

    /// Where two lines of history parted: all best common ancestors. Where each was merged into the other there are several; none if
    /// they have nothing in common.
    package func mergeBases(of one: ObjectID, and other: ObjectID) throws -> [ObjectID] {
        if one == other { return [one] }
        var found = git_oidarray()
        defer { git_oidarray_dispose(&found) }
        var left = one.raw
        var right = other.raw
        guard try Library.find("git_merge_bases", { git_merge_bases(&found, handle, &left, &right) }) != nil else { return [] }
        return UnsafeBufferPointer(start: found.ids, count: found.count).map { ObjectID($0) }
    }
}
