import AccessCore

/// The kinds of records that ledgers are full of, read from a plain text key by key, in the order in which `StableJSON`
/// writes them. What a decoder asks for by name, box and type costs several times as much.
///
/// Only a text that has exactly the keys that are asked for here, in that order, is read: whatever else one has, or lacks,
/// is `NotPlain`, and the decoder's to read. So a key that is forgotten here costs time, and nothing else.
extension Record {
    /// - Throws: `NotPlain` for a record of another kind, or not as we write it.
    init(plain text: JSONText) throws(NotPlain) {
        var object = try JSONObjectReader(text, at: 0)
        guard let type = text.value(of: "type", in: 0) else { throw NotPlain() }
        switch try object.word(at: type) as LedgerEvent.Kind {
        case .accepted: self = try Self.accepted(&object)
        case .ended: self = try Self.ended(&object)
        case .intent: self = try Self.intent(&object)
        case .granted: self = try Self.change(&object) { .granted($0) }
        case .extended: self = try Self.change(&object) { .extended($0) }
        case .shortened: self = try Self.change(&object) { .shortened($0) }
        case .mended: self = try Self.change(&object) { .mended($0) }
        case .revoked: self = try Self.change(&object) { .revoked($0) }
        default: throw NotPlain()
        }
    }

    /// What every record says, beside the account and what its kind says.
    private struct Place {
        var seq: Int
        var place: Int
        var prev: RecordHash
        var time: Timestamp
        var run: RunID
        var source: CommitID?

        func record(in account: AccountName?, _ event: LedgerEvent) -> Record {
            Record(
                entry: LedgerEntry(time: time, run: run, account: account, source: source, event: event), seq: seq, place: place,
                prev: prev)
        }
    }

    private static func accepted(_ object: inout JSONObjectReader) throws(NotPlain) -> Record {
        let account = try object.optional("account").map(AccountName.init)
        let evidence = try Evidence(plain: object.object("evidence"))
        let facts = try Acceptance.Facts(plain: object.object("facts"))
        let gives = try object.list("gives") { reader throws(NotPlain) in try Acceptance.Unit(plain: reader) }
        let (place, prev) = (try object.number("place"), try object.hash("prev"))
        let request = try RequestVersion(plain: object.object("request"))
        let run = RunID(try object.string("run"))
        object.skip("sentence")
        let (seq, source, time) = (try object.number("seq"), try object.optional("source").map(CommitID.init), try object.time("time"))
        object.skip("type")
        let (user, id) = (UserName(try object.string("user")), UserID(try object.string("user-id")))
        let window = try Window(plain: object.object("window"))
        try object.end()
        let acceptance = Acceptance(
            request: request, user: user, userID: id, gives: gives, window: window, evidence: evidence, facts: facts)
        return Place(seq: seq, place: place, prev: prev, time: time, run: run, source: source).record(in: account, .accepted(acceptance))
    }

    private static func ended(_ object: inout JSONObjectReader) throws(NotPlain) -> Record {
        let account = try object.optional("account").map(AccountName.init)
        let (because, end) = (try object.word("because") as Ending.Cause, try object.time("end"))
        let (place, prev) = (try object.number("place"), try object.hash("prev"))
        let request = try RequestVersion(plain: object.object("request"))
        let run = RunID(try object.string("run"))
        object.skip("sentence")
        let (seq, source, time) = (try object.number("seq"), try object.optional("source").map(CommitID.init), try object.time("time"))
        object.skip("type")
        let ending = Ending(request: request, user: UserName(try object.string("user")), because: because, end: end)
        try object.end()
        return Place(seq: seq, place: place, prev: prev, time: time, run: run, source: source).record(in: account, .ended(ending))
    }

    private static func intent(_ object: inout JSONObjectReader) throws(NotPlain) -> Record {
        let account = try object.optional("account").map(AccountName.init)
        let actions = try object.list("actions") { reader throws(NotPlain) in try Action(plain: reader) }
        let (deadline, number) = (try object.time("deadline"), try object.number("number"))
        let (place, prev) = (try object.number("place"), try object.hash("prev"))
        let (run, runner) = (RunID(try object.string("run")), try object.string("runner"))
        object.skip("sentence")
        let (seq, source, time) = (try object.number("seq"), try object.optional("source").map(CommitID.init), try object.time("time"))
        object.skip("type")
        try object.end()
        let intent = Intent(number: number, runner: runner, deadline: deadline, actions: actions)
        return Place(seq: seq, place: place, prev: prev, time: time, run: run, source: source).record(in: account, .intent(intent))
    }

    private static func change(_ object: inout JSONObjectReader, _ event: (Change) -> LedgerEvent) throws(NotPlain) -> Record {
        let account = try object.optional("account").map(AccountName.init)
        let action = try Action(plain: object.object("change"))
        let directory = try object.strings("directory")
        let evidence = try object.words("evidence") as [EvidenceKind]
        let intent = try object.optionalObject("intent").map { reader throws(NotPlain) in try ActionReference(plain: reader) }
        let late = try object.optionalNumber("late_s").map { Int64($0) }
        let (place, prev) = (try object.number("place"), try object.hash("prev"))
        let run = RunID(try object.string("run"))
        object.skip("sentence")
        let (seq, source, time) = (try object.number("seq"), try object.optional("source").map(CommitID.init), try object.time("time"))
        object.skip("type")
        try object.end()
        let change = Change(intent: intent, action: action, evidence: evidence, directory: directory, late: late)
        return Place(seq: seq, place: place, prev: prev, time: time, run: run, source: source).record(in: account, event(change))
    }
}
