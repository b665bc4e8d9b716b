import AccessCore

// What the records of `Record(plain:)` are made of, each with exactly its keys, in their order.

extension Action {
    init(plain reader: JSONObjectReader) throws(NotPlain) {
        var object = reader
        let (action, because) = (try object.word("action") as Kind, try object.word("because") as Reason)
        let entitlement = try object.optional("entitlement").map(EntitlementName.init)
        let (group, lease) = (GroupName(try object.string("group")), try object.string("lease"))
        let removes = try object.optionalObject("removes").map { reader throws(NotPlain) in try Removes(plain: reader) }
        let requests = try object.strings("requests").map(RequestID.init)
        let until = try object.optionalTime("until")
        let urgency = try object.optionalWord("urgency") as Urgency?
        let (user, id) = (UserName(try object.string("user")), try object.optional("user-id").map(UserID.init))
        let was = try object.optionalTime("was")
        try object.end()
        self.init(
            action, user: user, userID: id, entitlement: entitlement, group: group, until: until, was: was, requests: requests,
            because: because, urgency: urgency, lease: lease, removes: removes)
    }
}

extension Action.Removes {
    init(plain reader: JSONObjectReader) throws(NotPlain) {
        var object = reader
        let (lease, membership) = (try object.truth("lease"), try object.truth("membership"))
        try object.end()
        self.init(membership: membership, lease: lease)
    }
}

extension ActionReference {
    init(plain reader: JSONObjectReader) throws(NotPlain) {
        var object = reader
        let (index, number) = (try object.number("index"), try object.number("number"))
        let run = RunID(try object.string("run"))
        try object.end()
        self.init(run: run, number: number, index: index)
    }
}

extension Evidence {
    init(plain reader: JSONObjectReader) throws(NotPlain) {
        var object = reader
        let (after, before) = (CommitID(try object.string("after")), try object.optional("before").map(CommitID.init))
        let (kind, policies) = (try object.word("kind") as EvidenceKind, TreeID(try object.string("policies")))
        try object.end()
        self.init(kind: kind, before: before, after: after, policies: policies)
    }
}

extension Acceptance.Unit {
    init(plain reader: JSONObjectReader) throws(NotPlain) {
        var object = reader
        let (entitlement, group) = (EntitlementName(try object.string("entitlement")), GroupName(try object.string("group")))
        try object.end()
        self.init(entitlement: entitlement, group: group)
    }
}

extension Acceptance.Facts {
    init(plain reader: JSONObjectReader) throws(NotPlain) {
        var object = reader
        let groups = try object.strings("groups").map(GroupName.init)
        let person = try object.optional("person").map(PersonName.init)
        let tags = try object.texts("tags")
        try object.end()
        self.init(person: person, groups: groups, tags: tags)
    }
}

extension RequestVersion {
    init(plain reader: JSONObjectReader) throws(NotPlain) {
        var object = reader
        let (blob, id, path) = (BlobID(try object.string("blob")), RequestID(try object.string("id")), try object.string("path"))
        try object.end()
        self.init(id: id, path: path, blob: blob)
    }
}

extension Window {
    init(plain reader: JSONObjectReader) throws(NotPlain) {
        var object = reader
        let (end, start) = (try object.time("end"), try object.time("start"))
        try object.end()
        guard let window = Window(start: start, end: end) else { throw NotPlain() }
        self = window
    }
}
