import AccessCore
import YAML

/// `policies/access/<name>.yaml`.
struct EntitlementDecoder {
    let reader: FileReader
    private let names: PolicyNames
    private(set) var entitlement: Entitlement?
    /// Where its group stands, for what is wrong with it beside others.
    private(set) var groupRange: SourceRange?
    private(set) var eligibleRange: SourceRange?
    private(set) var approvalRange: SourceRange?

    init(_ file: SourceFile, name: EntitlementName, limits: YAML.Limits, clock: LocalClock, names: PolicyNames) {
        reader = FileReader(file, area: .entitlements, clock: clock, limits: limits)
        self.names = names
        if let document = reader.document("entitlement", EntitlementForm.document) { read(document, name: name) }
    }

    private mutating func read(_ document: Field, name: EntitlementName) {
        guard let fields = Fields(document, reader: reader) else { return }
        reader.checkVersion(fields)
        let description = fields["description"].flatMap { reader.text($0) }
        let accounts = AccountSelection(reader: reader, names: names).decode(fields)
        let group = target(fields)
        eligibleRange = fields["eligible"]?.key
        approvalRange = fields["approval"]?.key
        let eligible = fields.required("eligible").flatMap { eligibility($0) }
        let approval = fields.required("approval").flatMap { ApprovalDecoder(reader: reader, names: names).decode($0) }
        let limits = fields["limits"].flatMap { self.limits($0) }
        let requirements = fields["require"].flatMap { self.requirements($0) }
        let emergency = fields["emergency"].flatMap { self.emergency($0) }
        fields.refuse(["sessions"], advice: "Remove it; sessions that are open at the end last until they expire by themselves.")
        let drift = fields["drift"].flatMap { reader.choice($0, [DriftMode.report, .enforce]) }
        let standing = fields["standing"].flatMap { self.standing($0, eligible: eligible?.users ?? []) } ?? []
        checkChannels(fields)
        if let eligible, let group { checkEligibility(eligible, of: group, fields) }

        guard let group, let accounts else { return }
        // Its group in its accounts counts beside others whatever else is wrong with it.
        entitlement = Entitlement(
            name: name, description: description, accounts: accounts, group: group, eligible: eligible ?? Eligibility(),
            approval: approval?.rules ?? .automatic, needsSignatures: approval?.needsSignatures ?? false,
            limits: limits ?? EntitlementLimits(), requirements: requirements ?? Requirements(),
            emergency: emergency, drift: drift, standing: Set(standing))
    }

    private mutating func target(_ fields: Fields) -> GroupName? {
        let advice = "Give a group so far: group: and its name."
        fields.refuse(["role", "session-manager", "permissions"], advice: advice)
        guard let field = fields.oneOf(with: "group"), field.name == "group",
            let text = reader.name(field)
        else { return nil }
        groupRange = field.node.range
        if text.contains(",") {
            reader.report(EntitlementMistake.commaInGroup(text), at: field.node.range)
        } else if let leases = names.leases {
            let key = leases.key(for: GroupName(text))
            // IAM API Reference, TagUser: a key has at most 128 characters.
            if key.unicodeScalars.count > 128 {
                reader.report(EntitlementMistake.keyTooLong(key, count: key.unicodeScalars.count), at: field.node.range)
            }
        }
        return GroupName(text)
    }

    private func eligibility(_ field: Field) -> Eligibility? {
        guard let fields = Fields(field, reader: reader) else { return nil }
        let users = fields["users"].flatMap { reader.names($0) } ?? []
        let teams = fields["teams"].flatMap { reader.set($0) { reader.team($0, names) } } ?? []
        let groups = fields["groups"].flatMap { reader.names($0) } ?? []
        let tags = fields["tags"].flatMap { reader.tags($0) } ?? [:]
        let eligible = Eligibility(
            users: Set(users.map { UserName($0.text) }), teams: Set(teams), groups: Set(groups.map { GroupName($0.text) }), tags: tags)
        let isEmpty = ["users", "teams", "groups", "tags"].allSatisfy { key in
            switch fields[key]?.node.content {
            case nil: true
            case .sequence(let nodes): nodes.isEmpty
            case .mapping(let entries): entries.isEmpty
            case .scalar: false
            }
        }
        if isEmpty { reader.report(EntitlementMistake.nobodyEligible, at: field.key) }
        return eligible
    }

    private func checkEligibility(_ eligible: Eligibility, of group: GroupName, _ fields: Fields) {
        guard let field = fields["eligible"] else { return }
        if eligible.groups.contains(where: { $0.text.lowercased() == group.text.lowercased() }) {
            reader.report(EntitlementMistake.ownGroup(group.text), at: field.key)
        }
    }

    private func limits(_ field: Field) -> EntitlementLimits? {
        guard let fields = Fields(field, reader: reader) else { return nil }
        return EntitlementLimits(
            duration: fields["duration"].flatMap { reader.duration($0) }, ahead: fields["ahead"].flatMap { reader.duration($0) },
            active: fields["active"].flatMap { reader.integer($0) }.map { Int($0) })
    }

    private func requirements(_ field: Field) -> Requirements? {
        guard let fields = Fields(field, reader: reader) else { return nil }
        if let field = fields["mfa"], reader.boolean(field) == true { reader.report(EntitlementMistake.mfaOnMembership, at: field.key) }
        return Requirements(
            ticket: fields["ticket"].flatMap { ticketPattern($0) }, plan: fields["plan"].flatMap { reader.boolean($0) } ?? false,
            rollback: fields["rollback"].flatMap { reader.boolean($0) } ?? false)
    }

    private func emergency(_ field: Field) -> EmergencyRules? {
        guard let fields = Fields(field, reader: reader) else { return nil }
        let approval = ApprovalDecoder(reader: reader, names: names).rules(of: fields)
        let duration = fields.required("duration").flatMap { reader.duration($0) }
        let review = fields.required("review").flatMap { reader.duration($0) }
        guard let approval, let duration, let review else { return nil }
        return EmergencyRules(approval: approval, duration: duration, review: review)
    }

    private func ticketPattern(_ field: Field) -> TicketPattern? {
        guard let text = reader.scalar(field) else { return nil }
        do { return try TicketPattern(text) } catch {
            reader.report(EntitlementMistake.ticketPattern(text, error.words), at: field.node.range)
            return nil
        }
    }

    private func standing(_ field: Field, eligible: Set<UserName>) -> [UserName]? {
        let users = reader.names(field) ?? []
        for (text, range) in users where eligible.contains(UserName(text)) {
            reader.report(EntitlementMistake.standingAndEligible(text), at: range)
        }
        return users.map { UserName($0.text) }
    }

    private func checkChannels(_ fields: Fields) {
        guard let field = fields["notify"] else { return }
        _ = reader.set(field) { element -> String? in
            guard let text = reader.name(element) else { return nil }
            return reader.existing(text, of: "channel", in: "settings.yaml", known: names.channels, at: element.node.range)
        }
    }
}
