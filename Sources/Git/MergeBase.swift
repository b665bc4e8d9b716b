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
}
