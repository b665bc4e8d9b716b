import AccessCore

/// Who truly approved which content: from what people did, not from what anybody makes of it.
extension Oracle {
    enum Certainty {
        /// By what people did it may count.
        case possible
        /// Nothing at all speaks against it.
        case sure
    }

    /// People who signed a content, and until when they allow it.
    ///
    /// - Parameters:
    ///   - commit: where the signatures lie.
    ///   - step: the one that brought the content in; nil where nobody's hand matters.
    func signers(
        _ place: String, _ subject: String, _ content: String, at commit: Int, by step: Int?, under policies: PolicySet,
        _ certainty: Certainty
    ) -> [PersonName: Timestamp] {
        guard policies.settings.evidence.contains(.signature) else { return [:] }
        var found: [PersonName: Timestamp] = [:]
        for (name, file) in certainty == .sure ? newest(place, at: commit) : everSigned(place, at: commit) {
            guard file.repository == Setting.repository, file.subject == subject, file.content == content,
                let key = policies.people.people[name]?.keys.first(where: { $0.key == file.key }),
                mayCount(key, since: { self.landing(of: file, as: name, at: place, before: commit) }, certainty, judgesStarts: step != nil)
            else { continue }
            if certainty == .sure, let step, wrote(name, step, policies) { continue }
            found[name] = max(found[name] ?? .earliest, file.until ?? .latest)
        }
        return found
    }

    private func newest(_ place: String, at commit: Int) -> [(PersonName, SignatureFile)] {
        (world.source.commits[commit].signatures[place] ?? [:]).map { ($0.key, $0.value) }
    }

    /// Those that ever lay there: what an earlier content was approved by is replaced when a later one is signed.
    func everSigned(_ place: String, at commit: Int) -> [(PersonName, SignatureFile)] {
        var found: [(PersonName, SignatureFile)] = []
        var last: [PersonName: SignatureFile] = [:]
        for number in world.source.line(from: commit) {
            guard let files = world.source.commits[number].signatures[place] else { break }
            if files == last { continue }
            for (name, file) in files where last[name] != file { found.append((name, file)) }
            last = files
        }
        return found
    }

    /// Whether a key signs, at some time since a signature lies there.
    ///
    /// - Parameter judgesStarts: whether one that doesn't sign yet doesn't count; policies are looked at once for all times.
    private func mayCount(
        _ key: SigningKey, since landed: () -> Timestamp, _ certainty: Certainty, judgesStarts: Bool
    ) -> Bool {
        if certainty == .sure { return key.from == nil && key.until == nil && key.revoked == nil }
        if key.from == nil, key.until == nil, key.revoked == nil { return true }
        if key.revoked == .always { return false }
        let (first, now) = (landed().advanced(by: .seconds(-Self.widest)), world.time.advanced(by: .seconds(Self.widest)))
        if let from = key.from, from > now, judgesStarts { return false }
        if let until = key.until, until <= first { return false }
        if case .since(let time)? = key.revoked, time <= first { return false }
        return true
    }

    /// How far a machine's clock may be off that nothing compares with another's, in seconds.
    private static var widest: Int64 { 4200 }

    private func landing(of file: SignatureFile, as name: PersonName, at place: String, before commit: Int) -> Timestamp {
        let line = world.source.line(from: commit)
        let step = line.last { world.source.commits[$0].signatures[place]?[name] == file } ?? commit
        return World.start.advanced(by: .milliseconds(world.source.commits[step].time))
    }

    /// Whether git says that a person wrote a step's content.
    private func wrote(_ name: PersonName, _ step: Int, _ policies: PolicySet) -> Bool {
        guard let mail = policies.people.people[name]?.mail, let proposal = world.source.proposals[step] else { return false }
        return proposal.commits.contains { $0.author.mail == mail } || proposal.author.mail == mail
    }

    /// People who reviewed what a step brought in and approved it, and until when they allow it.
    func reviewers(of step: Int, under policies: PolicySet, _ certainty: Certainty) -> [PersonName: Timestamp] {
        guard policies.settings.evidence.contains(.github), let proposal = world.source.proposals[step], proposal.way != .direct,
            proposal.way != .rebase, !proposal.isFromFork
        else { return [:] }
        if certainty == .sure, proposal.isTouched || !isOrderly(proposal, policies) { return [:] }
        // A forge that is late shows it only later, and is asked again only after a while.
        if certainty == .sure, proposal.shownFrom > world.time.advanced(by: .seconds(-1500)) { return [:] }
        var found: [PersonName: Timestamp] = [:]
        for (account, reviews) in Dictionary(grouping: proposal.reviews.filter { $0.opinion != .commented }, by: \.by.account.id) {
            let person = policies.people.people.values.first { $0.forges[.github]?.id == account }?.name
            guard let person, let last = reviews.filter({ $0.at < proposal.merged }).max(by: { $0.at < $1.at }), last.opinion == .approved,
                last.dismissed.map({ $0 > proposal.merged }) ?? true, !last.isEdited, proposal.pushes[last.head].isFinal,
                !proposal.hands.contains(where: { isHand($0, of: person, account, last.by) })
            else { continue }
            found[person] = last.until ?? .latest
        }
        return found
    }

    /// Whether a hand in a pull request is that of who approved it, whatever account it used.
    private func isHand(_ hand: Hand, of person: PersonName, _ account: Int64, _ reviewer: Hand) -> Bool {
        hand.account.id == account || hand.person == person || (hand.person != nil && hand.person == reviewer.person)
    }

    /// Nothing in it that anybody could object to.
    private func isOrderly(_ proposal: Proposal, _ policies: PolicySet) -> Bool {
        guard let last = proposal.pushes.last, last.isFinal else { return false }
        let known = Set(policies.people.people.values.compactMap { $0.forges[.github]?.id })
        return proposal.hands.allSatisfy { known.contains($0.account.id) && $0.person.map { Cast.hand(of: $0) == hand($0) } ?? false }
            && proposal.reviews.allSatisfy { $0.opinion != .changesRequested && !$0.isEdited && $0.dismissed == nil && $0.at > last.at }

        func hand(_ person: PersonName) -> Hand? { proposal.hands.first { $0.person == person } }
    }

    /// People who ask for changes of what a step brought in, and never took that back.
    func objectors(to step: Int, _ policies: PolicySet, _ certainty: Certainty) -> Set<PersonName> {
        guard policies.settings.evidence.contains(.github), let proposal = world.source.proposals[step], proposal.way != .direct else {
            return []
        }
        var found: Set<PersonName> = []
        for (account, reviews) in Dictionary(grouping: proposal.reviews.filter { $0.opinion != .commented }, by: \.by.account.id) {
            let person = policies.people.people.values.first { $0.forges[.github]?.id == account }?.name
            guard let person else { continue }
            let said = certainty == .sure ? reviews : reviews.filter { $0.at < proposal.merged }
            guard let last = said.max(by: { $0.at < $1.at }), last.opinion == .changesRequested, last.dismissed == nil else { continue }
            // What was said afterwards may have ended it.
            if certainty == .possible, reviews.contains(where: { $0.at >= proposal.merged }) { continue }
            found.insert(person)
        }
        return found
    }

    /// Whether so many people of each team approved that a rule wants.
    ///
    /// - Parameter instant: an instant that they have to allow; nil for any.
    func isMet(
        _ rules: [ApprovalRules.Rule], by words: [PersonName: Timestamp], at instant: Timestamp?, without others: Set<PersonName>,
        _ policies: PolicySet
    ) -> Bool {
        let allowing = words.filter { word in
            !others.contains(word.key) && instant.map { $0 < word.value.advanced(by: .seconds(Self.slack)) } ?? true
        }
        return rules.allSatisfy { rule in
            let team = members(of: rule.from, policies)
            return allowing.keys.count { team.contains($0) } >= rule.count
        }
    }
}
