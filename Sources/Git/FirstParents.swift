import CLibGit2

/// Where a walk along first parents ended.
package enum WalkEnd: Hashable, Sendable {
    /// At the commit it was to end at.
    case base
    /// At a commit without parents: the base was not met (or none was given).
    case root
    /// After as many commits as were allowed: the base was not met yet.
    case most
}

/// Commits along first parents, newest first.
package struct FirstParents: Hashable, Sendable {
    /// From the tip on, without the base.
    package let commits: [ObjectID]
    package let end: WalkEnd

    package init(commits: [ObjectID], end: WalkEnd) { (self.commits, self.end) = (commits, end) }
}

extension Repository {
    /// Whether `ancestor` can be reached from `descendant`; a commit is its own ancestor.
    package func isAncestor(_ ancestor: ObjectID, of descendant: ObjectID) throws -> Bool {
        if ancestor == descendant { return true }
        var above = ancestor.raw
        var below = descendant.raw
        return try Library.call("git_graph_descendant_of") { git_graph_descendant_of(handle, &below, &above) } == 1
    }

    /// The commits that a branch was at, one after the other: from `tip` down to `base`, which is left out.
    ///
    /// - Parameter most: commits looked at.
    package func firstParents(from tip: ObjectID, downTo base: ObjectID? = nil, most: Int = 100_000) throws -> FirstParents {
        var commits: [ObjectID] = []
        var next: ObjectID? = tip
        while let id = next {
            if id == base { return FirstParents(commits: commits, end: .base) }
            guard commits.count < most else { return FirstParents(commits: commits, end: .most) }
            commits.append(id)
            next = try firstParent(of: id)
        }
        return FirstParents(commits: commits, end: .root)
    }

    /// Read from the commit's first lines, `tree <40 digits>` and `parent <40 digits>`: who made it when isn't looked at.
    private func firstParent(of id: ObjectID) throws -> ObjectID? {
        if let found = packed(id), found.kind == .commit { return try found.bytes.withUnsafeBytes { try Self.firstParent($0, id) } }
        var raw = id.raw
        let object = try Library.make("git_odb_read") { git_odb_read(&$0, objects, &raw) }
        defer { git_odb_object_free(object) }
        guard git_odb_object_type(object) == GIT_OBJECT_COMMIT else { throw GitFailure(.invalid, in: "git_odb_read", "\(id) is no commit") }
        return try Self.firstParent(UnsafeRawBufferPointer(start: git_odb_object_data(object), count: git_odb_object_size(object)), id)
    }

    private static func firstParent(_ text: UnsafeRawBufferPointer, _ id: ObjectID) throws -> ObjectID? {
        guard text.count > 93, text[46..<53].elementsEqual("parent ".utf8) else { return nil }
        guard let parent = ObjectID(digits: text[53..<93]) else {
            throw GitFailure(.corrupt, in: "git_odb_read", "commit \(id) names a parent that is no object's name")
        }
        return parent
    }

    /// Lends each commit along first parents.
    func walkFirstParents(
        from tip: ObjectID, downTo base: ObjectID?, most: Int, _ body: (ObjectID, OpaquePointer) throws -> Void
    ) throws -> WalkEnd {
        var next: ObjectID? = tip
        var count = 0
        while let id = next {
            if id == base { return .base }
            guard count < most else { return .most }
            count += 1
            next = try withCommit(id) { commit in
                try body(id, commit)
                return Self.parent(0, of: commit)
            }
        }
        return .root
    }
}
