import AccessCore

/// What a changed request comes to, in sentences.
struct RequestWords {
    let time: TimeFormat
    let evidence: [EvidenceKind]
    let snapshotTaken: Timestamp?
    /// New names of files that are gone under their old ones.
    let successors: [RequestID: RequestID]

    init(_ meaning: ChangeMeaning, time: TimeFormat) {
        (self.time, evidence, snapshotTaken) = (time, meaning.evidence, meaning.snapshotTaken)
        successors = Dictionary(
            meaning.requests.compactMap { request in
                if case .renamed(let old) = request.kind { (old, request.id) } else { nil }
            }, uniquingKeysWith: { first, _ in first })
    }

    /// What became of the file.
    func headline(_ meaning: RequestMeaning) -> Phrase {
        meaning.isRefused ? "\(kind(of: meaning)); with its mistakes nothing of it is granted" : kind(of: meaning)
    }

    private func kind(of meaning: RequestMeaning) -> Phrase {
        switch meaning.kind {
        case .new: "a new request"
        case .renamed(let old): "a rename of \(old.file): that request ends, and this is a new one, which needs its own approval"
        case .mended: "had mistakes before, and is judged like a new request"
        case .extended: "asks for more than before: until that is accepted, the old window stands"
        case .shortened: "asks for less than before: needs no approval, and counts from the first run after the merge"
        case .reworded: "gives the same as before: needs no approval"
        case .deleted:
            successors[meaning.id].map { "is renamed to \($0.file): this one ends" }
                ?? "is deleted: that ends it for good, and needs no approval"
        case .broken: meaning.previous == nil ? "has mistakes" : "has mistakes now: what was accepted before stands until its end"
        }
    }

    /// Who gets and who loses what, from when until when.
    func effects(_ meaning: RequestMeaning) -> [(sign: Sign, Phrase)] {
        var lines: [(Sign, Phrase)] = []
        if let request = meaning.request { lines += meaning.gives.map { effect($0, meaning, request) } }
        if let previous = meaning.previous {
            for taken in meaning.takes { lines.append((.removal, "\(previous.user) loses \(what(taken)): \(lost(previous))")) }
        }
        return lines
    }

    private func effect(_ given: GivenAccess, _ meaning: RequestMeaning, _ request: AccessRequest) -> (Sign, Phrase) {
        let before = wasBefore(given, meaning)
        let goesOn = before != nil
        if meaning.isRefused {
            return (.held, "\(request.user) would get \(what(given)) \(span(of: request, goesOn: goesOn))\(before ?? "").")
        }
        if meaning.kind == .shortened, request.isOver(at: time.now) {
            return (.removal, "\(request.user) loses \(what(given)) at the first run after the merge\(before ?? "").")
        }
        let keeps = meaning.kind == .shortened || meaning.kind == .reworded
        let sign: Sign = meaning.kind == .reworded ? .waits : goesOn ? .change : .grant
        let verb: Phrase = keeps ? "keeps" : "gets"
        return (sign, "\(request.user) \(verb) \(what(given)) \(span(of: request, goesOn: goesOn))\(before ?? "").")
    }

    private func what(_ given: GivenAccess) -> Phrase {
        let account: Phrase = given.accountID.map { "\(given.account) (\($0))" } ?? "\(given.account)"
        let about: Phrase = given.description.map { "\($0); " } ?? ""
        return "\(given.entitlement) (\(about)group \(given.group) in \(account))"
    }

    /// ` (before: until 22 Nov 23:00 +09:00)`; nil if it wasn't asked for before.
    private func wasBefore(_ given: GivenAccess, _ meaning: RequestMeaning) -> Phrase? {
        guard let previous = meaning.previous, let request = meaning.request, previous.user == request.user,
            previous.access.contains(where: { $0.name == given.entitlement && ($0.account ?? given.account) == given.account })
        else { return nil }
        return previous.start == request.start && previous.end == request.end ? "" : " (before: \(span(of: previous, goesOn: true)))"
    }

    private func lost(_ previous: AccessRequest) -> Phrase {
        let span = span(of: previous, goesOn: true)
        if previous.isOver(at: time.now) { return "it was over already (\(span))." }
        if let start = previous.start, start > time.now { return "it had not begun (\(span))." }
        return "it was to last \(span)."
    }

    /// `from 22 Nov 22:00 +09:00 until 23 Nov 02:00 +09:00, 4 h`
    ///
    /// - Parameter goesOn: it was asked for before: without a start, it began when that was accepted.
    func span(of request: AccessRequest, goesOn: Bool = false) -> Phrase {
        let from: Phrase = request.start.map { "from \(strong: time.full($0)) " } ?? (goesOn ? "" : "from the merge ")
        switch request.end {
        case .at(let end):
            let length: Phrase = request.start.map { ", \(end.since($0).spoken)" } ?? ""
            return "\(from)until \(strong: time.full(end))\(length)"
        case .after(let span):
            guard let start = request.start else {
                return "\(from)for \(strong: span.spoken.text)\(goesOn ? " from when it was accepted" : "" as Phrase)"
            }
            return "\(from)until \(strong: time.full(start.advanced(by: span))), \(span.spoken)"
        }
    }

    /// Why the user may ask.
    func eligibility(_ given: GivenAccess) -> Phrase {
        switch given.eligibility {
        case .byName: "May ask for \(given.entitlement): the entitlement names the user."
        case .byTeam(let teams): "May ask for \(given.entitlement): one of \(Phrase.list(teams))."
        case .byDirectory(let groups, _):
            groups.isEmpty
                ? "May ask for \(given.entitlement): has the tags in \(given.account)\(asOf)."
                : "May ask for \(given.entitlement): in \(Phrase.list(groups)) of \(given.account)\(asOf)."
        case .unknown(let groups, let tags):
            "Whether the user may ask for \(given.entitlement) is up to groups and tags in \(given.account): \(Self.conditions(groups, tags)). Not looked up here."
        case .no: "May not ask for \(given.entitlement) in \(given.account)."
        }
    }

    private var asOf: Phrase { snapshotTaken.map { ", as of \(strong: time.full($0))" } ?? "" }

    /// `in Developers, or with the tags team=billing`
    static func conditions(_ groups: [GroupName], _ tags: [String: String]) -> Phrase {
        let grouped: Phrase? = groups.isEmpty ? nil : "in \(Phrase.list(groups, " or "))"
        let pairs = tags.sorted { $0.key < $1.key }.map { "\($0.key + "=" + $0.value)" as Phrase }
        let tagged: Phrase? = tags.isEmpty ? nil : "with \(pairs.count == 1 ? "the tag" : "the tags") \(Phrase.list(pairs))" as Phrase
        return .list([grouped, tagged].compactMap(\.self), " or ")
    }

    /// Whose word it needs, and who can give it.
    func approval(_ given: GivenAccess) -> [Phrase] {
        switch given.approval {
        case .automatic: ["\(given.entitlement) needs nobody's approval."]
        case .rules(let rules):
            rules.map { rule in
                let barred: Phrase = rule.barred.isEmpty ? "" : ", not \(Phrase.list(rule.barred, " or ")), who gets the access"
                let able: Phrase = rule.able.isEmpty ? "nobody is left" : .list(rule.able, " or ")
                return "\(given.entitlement) needs \(rule.count) of \(rule.team): \(able)\(barred)."
            }
        }
    }

    /// What of it is verified, and by whom.
    var proof: Phrase {
        evidence == [.merge] || evidence.isEmpty
            ? "The merge counts as approval here: Daypass looks neither at reviews nor at who proposed this. That the right people approve is up to the branch's protection."
            : "Daypass looks for the approvals itself when it is merged, and grants nothing before it has found them."
    }

    /// That it is for somebody else than who asks.
    func asking(_ meaning: RequestMeaning) -> Phrase? {
        guard let askedBy = meaning.askedBy, let user = meaning.user else { return nil }
        return "Asked for by \(Phrase.list(askedBy)), for \(user), as the commit's author says."
    }

    /// Other requests for the same.
    func overlaps(_ meaning: RequestMeaning) -> Phrase {
        let unknown: Phrase =
            meaning.unknownOverlaps == 0
            ? ""
            : " Of \(meaning.unknownOverlaps.of("other request")) for the same only the ledger knows when: without a start it begins once it is accepted."
        guard !meaning.overlaps.isEmpty else { return "Overlaps nothing.\(unknown)" }
        let others = meaning.overlaps.map { "\($0.request.file) (until \(strong: time.full($0.window.end)))" as Phrase }
        return "Overlaps \(Phrase.list(others)): access lasts while any of them covers it.\(unknown)"
    }

    /// What an emergency owes.
    func review(_ given: GivenAccess) -> Phrase? {
        given.review.map { "An emergency, by rules of its own: what was done must be reviewed within \($0.spoken) of its start." }
    }

    /// How many may hold it at once, and how many do as far as anybody here knows.
    func seats(_ given: GivenAccess) -> Phrase? {
        guard let seats = given.seats else { return nil }
        let most: Phrase = "At most \(seats.limit) may hold \(given.entitlement) in \(given.account) at once"
        guard let taken = seats.taken else { return "\(most): how many do, nothing here tells, and who finds no place waits." }
        let others = taken == 1 ? "1 other is" : "\(taken) others are"
        return taken < seats.limit
            ? "\(most): \(others) in the group by the snapshot."
            : "\(most), and \(others) in the group by the snapshot: this waits till one of them ends."
    }

    /// How long it may be.
    func limit(_ given: GivenAccess) -> Phrase? { given.limit.map { "\(given.entitlement) is given for at most \($0.spoken) at once." } }
}

extension RequestID {
    /// Its file, without the ending.
    var file: String { "requests/" + text }
}
