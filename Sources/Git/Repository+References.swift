import CLibGit2

extension Repository {
    /// The object that a reference (`refs/heads/main`, `HEAD`) leads to; nil if there is none.
    package func reference(_ name: String) throws -> ObjectID? {
        var id = git_oid()
        guard try Library.find("git_reference_name_to_id", { git_reference_name_to_id(&id, handle, name) }) != nil else {
            return nil
        }
        return ObjectID(id)
    }

    /// All references whose full name matches `pattern` (`refs/heads/*`), with what they lead to. A damaged one is `.corrupt`.
    package func references(matching pattern: String) throws -> [String: ObjectID] {
        let iterator = try Library.make("git_reference_iterator_glob_new") {
            git_reference_iterator_glob_new(&$0, handle, pattern)
        }
        defer { git_reference_iterator_free(iterator) }
        var found: [String: ObjectID] = [:]
        var name: UnsafePointer<CChar>?
        while true {
            let code = git_reference_next_name(&name, iterator)
            if code == GIT_ITEROVER.rawValue { break }
            try Library.call("git_reference_next_name") { code }
            guard let name else { continue }
            let text = String(cString: name)
            found[text] = try reference(text)
        }
        // Libgit2 passes over a reference whose file is damaged, as if it had been deleted.
        if let star = pattern.firstIndex(of: "*"), pattern[..<star].hasSuffix("/") {
            for name in Folder.files(below: path, in: String(pattern[..<star])) where found[name] == nil && !name.hasSuffix(".lock") {
                found[name] = try reference(name)
            }
        }
        return found
    }

    /// The branch that `HEAD` names, whether or not it exists yet (`refs/heads/main`); nil when `HEAD` is detached.
    package func headBranch() throws -> String? {
        let head = try Library.make("git_reference_lookup") { git_reference_lookup(&$0, handle, "HEAD") }
        defer { git_reference_free(head) }
        return git_reference_symbolic_target(head).map { String(cString: $0) }
    }

    /// Moves a reference from `expecting` (nil: it must not exist) to `id`, under git's lock of that reference.
    ///
    /// - Throws: `.locked` when another process holds that lock, `.invalid` when the reference is elsewhere.
    package func setReference(_ name: String, to id: ObjectID, expecting: ObjectID?) throws {
        if let moved = try swapReference(name, to: id, expecting: expecting) {
            throw GitFailure(
                .invalid, in: "setReference", "\(name) is at \(moved.now?.short() ?? "nothing"), not \(expecting?.short() ?? "nothing")"
            )
        }
    }

    /// Where a reference was when it wasn't where it was expected.
    struct Moved {
        let now: ObjectID?
    }

    /// Compare and swap; what was found instead if the reference wasn't at `expecting`.
    ///
    /// Through a transaction, because `git_reference_create_matching` looks whether a new reference exists before it
    /// takes the lock: of two that make it at once, the second would overwrite the first.
    func swapReference(_ name: String, to id: ObjectID, expecting: ObjectID?) throws -> Moved? {
        guard daypass_git_ref_name_is_valid(name) != 0 else {
            throw GitFailure(.invalid, in: "git_reference_name_is_valid", "\(name) is no reference's name")
        }
        guard exists(id) else { throw GitFailure(.notFound, in: "git_odb_exists", "there is no object \(id)") }
        let transaction = try Library.make("git_transaction_new") { git_transaction_new(&$0, handle) }
        defer { git_transaction_free(transaction) }
        try Library.call("git_transaction_lock_ref") { git_transaction_lock_ref(transaction, name) }
        let now = try reference(name)
        guard now == expecting else { return Moved(now: now) }
        var raw = id.raw
        try Library.call("git_transaction_set_target") { git_transaction_set_target(transaction, name, &raw, nil, nil) }
        try Library.call("git_transaction_commit") { git_transaction_commit(transaction) }
        return nil
    }

    /// Moves a reference wherever it is.
    func forceReference(_ name: String, to id: ObjectID) throws {
        var raw = id.raw
        let made = try Library.make("git_reference_create") { git_reference_create(&$0, handle, name, &raw, 1, nil) }
        git_reference_free(made)
    }

    /// Removes a reference; nothing happens if there is none.
    package func removeReference(_ name: String) throws {
        _ = try Library.find("git_reference_remove") { git_reference_remove(handle, name) }
    }

    /// Whether the object is stored here.
    package func exists(_ id: ObjectID) -> Bool {
        var raw = id.raw
        return git_odb_exists(objects, &raw) == 1
    }
}
