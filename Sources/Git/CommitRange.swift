import CLibGit2

extension Repository {
    /// The commits that one has behind it and another hasn't, along all parents, both ends looked at: what
    /// `git rev-list --topo-order other..tip` names, the newest first.
    ///
    /// - Parameter most: commits that are named; older ones are left out.
    package func commits(of tip: ObjectID, notIn other: ObjectID?, most: Int) throws -> [ObjectID] {
        let walk = try Library.make("git_revwalk_new") { git_revwalk_new(&$0, handle) }
        defer { git_revwalk_free(walk) }
        try Library.call("git_revwalk_sorting") { git_revwalk_sorting(walk, GIT_SORT_TOPOLOGICAL.rawValue) }
        var start = tip.raw
        try Library.call("git_revwalk_push") { git_revwalk_push(walk, &start) }
        if var hidden = other?.raw { try Library.call("git_revwalk_hide") { git_revwalk_hide(walk, &hidden) } }
        var found: [ObjectID] = []
        var next = git_oid()
        while found.count < most {
            let code = git_revwalk_next(&next, walk)
            if code == GIT_ITEROVER.rawValue { break }
            try Library.call("git_revwalk_next") { code }
            found.append(ObjectID(next))
        }
        return found
    }
}
