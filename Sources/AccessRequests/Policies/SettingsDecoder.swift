import AccessCore
import TimeZones
import YAML

/// `policies/settings.yaml`, and what the other files need of it even if something in it is wrong.
struct SettingsDecoder {
    let reader: FileReader
    let zoneDirectory: String
    private(set) var names = PolicyNames()
    private(set) var timezone: TimeZoneRules?
    private(set) var settings: Settings?
    /// Teams are known later than settings.
    private var owners: [Field] = []

    init(_ file: SourceFile, limits: YAML.Limits, zoneDirectory: String) {
        reader = FileReader(file, area: .settings, clock: LocalClock(.utc), limits: limits)
        self.zoneDirectory = zoneDirectory
        if let document = reader.document("settings", SettingsForm.document) { read(document) }
    }

    private mutating func read(_ document: Field) {
        guard let fields = Fields(document, reader: reader) else { return }
        reader.checkVersion(fields)
        let repository = fields.required("repository").flatMap { reader.name($0) }
        if let field = fields.required("timezone") { readTimezone(field) }
        names.accounts = fields.required("accounts").flatMap { AccountDecoder(reader: reader).accounts($0) }
        let drift = fields["drift"].flatMap { reader.choice($0, [DriftMode.report, .enforce]) }
        let removals = fields["removals"].flatMap { self.removals($0) }
        names.leases = fields["leases"].map { leases($0) } ?? LeaseFormat()
        let approval = fields.required("approval").flatMap { ApprovalSettingsDecoder(reader: reader).decode($0) }
        owners = approval?.owners ?? []
        names.evidence = approval?.evidence
        let audit = fields["audit"].flatMap { self.audit($0) }
        let removesFilesAfter = fields["expired"].flatMap { expired($0) }
        let cadence = fields["cadence"].flatMap { reader.duration($0) }
        names.channels = fields["channels"].map { channels($0) } ?? KnownNames([])

        guard !reader.hasErrors, let repository, let timezone, let accounts = names.accounts, let leases = names.leases, let approval else {
            return
        }
        settings = Settings(
            repository: repository, timezone: timezone.name, accounts: accounts, drift: drift ?? .report,
            removals: removals ?? RemovalLimits(), leases: leases, evidence: approval.evidence, forge: approval.forge,
            audit: audit ?? AuditSettings(), cadence: cadence, removesFilesAfter: removesFilesAfter)
    }

    /// Checks the owners of policies against the teams there are.
    mutating func finish(with names: PolicyNames) {
        let teams = owners.compactMap { field in reader.team(field, names).map { ($0, field) } }
        var found: [TeamName] = []
        for (team, field) in teams {
            if found.contains(team) { reader.report(.twice(team.text, in: field.name), at: field.node.range) } else { found.append(team) }
        }
        settings?.policyOwners = found
    }

    private mutating func readTimezone(_ field: Field) {
        guard let name = reader.scalar(field) else { return }
        do { timezone = try TimeZoneRules(named: name, directory: zoneDirectory) } catch {
            reader.report(SettingsMistake.timezone(shown(error), meant: zoneMeant(name)), at: field.node.range)
        }
    }

    /// The zone that was probably meant: by its name, or by its city alone.
    private func zoneMeant(_ text: String) -> String? {
        let zones = TimeZoneNames.listed(in: zoneDirectory)
        let cities = TimeZoneNames.byCity(zones)
        let city = TimeZoneNames.city(of: text)
        if let zone = reader.suggestion(for: text, among: zones) ?? cities[city] { return zone }
        return reader.suggestion(for: city, among: cities.keys).flatMap { cities[$0] }
    }

    /// The error's words without its advice, which is ours.
    private func shown(_ error: TimeZoneError) -> String {
        switch error {
        case .badName(let name): "\(quoted(name)) is not a time zone's name"
        case .noDatabase(let directory): "there is no time zone database in \(directory) (package tzdata)"
        case .unknown(let name, let directory): "no time zone \(quoted(name)) in \(directory)"
        case .unreadable(let name, let reason): "the rules of the time zone \(quoted(name)) can't be read: \(reason)"
        case .malformed(let name, let reason): "the rules of the time zone \(quoted(name)) are broken: \(reason)"
        case .leapSeconds(let name): "the time zone \(quoted(name)) counts leap seconds"
        }
    }

    private func removals(_ field: Field) -> RemovalLimits? {
        guard let fields = Fields(field, reader: reader) else { return nil }
        var limits = RemovalLimits()
        if let most = fields["most"].flatMap({ reader.integer($0) }) { limits.most = Int(most) }
        if let fraction = fields["fraction"].flatMap({ reader.fraction($0) }) { limits.fraction = fraction }
        return limits
    }

    private func leases(_ field: Field) -> LeaseFormat? {
        guard let fields = Fields(field, reader: reader) else { return nil }
        let older = fields["also-read"].flatMap { olderTags($0) }
        guard let prefix = fields["prefix"] else { return LeaseFormat(older: older) }
        // An empty one says what the default is.
        return reader.name(prefix).map { LeaseFormat(prefix: $0, older: older) }
    }

    /// Older tags are read by the clocks of the settings' zone.
    private func olderTags(_ field: Field) -> LeaseFormat.OlderTags? {
        guard let elements = reader.list(field) else { return nil }
        if elements.isEmpty { reader.report(.empty("also-read"), at: field.key) }
        var formats: [TagTimeFormat] = []
        for element in elements {
            guard let text = reader.scalar(element) else { continue }
            guard let format = TagTimeFormat(text) else {
                reader.report(SettingsMistake.tagFormat(text), at: element.node.range)
                continue
            }
            if formats.contains(format) { reader.report(.twice(text, in: "also-read"), at: element.node.range) }
            formats.append(format)
        }
        guard !formats.isEmpty, let timezone else { return nil }
        return LeaseFormat.OlderTags(formats: formats, zone: ZoneOffsets(timezone))
    }

    private func audit(_ field: Field) -> AuditSettings? {
        guard let fields = Fields(field, reader: reader) else { return nil }
        var audit = AuditSettings()
        if let branch = fields["branch"].flatMap({ reader.name($0) }) { audit.branch = branch }
        if let field = fields["committer"], let committer = Fields(field, reader: reader) {
            if let name = committer.required("name").flatMap({ reader.name($0) }) {
                audit.committerName = name
            }
            if let mail = committer.required("email").flatMap({ reader.name($0) }) {
                audit.committerEmail = mail
            }
        }
        return audit
    }

    private enum ExpiredFiles: String { case keep, remove }

    /// How long files of ended requests stay; nil for ever.
    private func expired(_ field: Field) -> Duration? {
        guard let fields = Fields(field, reader: reader) else { return nil }
        let after = fields["after"].flatMap { reader.duration($0) }
        let files = fields.required("files").flatMap { reader.choice($0, [ExpiredFiles.keep, .remove]) }
        switch (files, fields["after"]) {
        case (.remove, nil): _ = fields.required("after")
        case (.keep, let field?): reader.report(.conflict("files: keep", "after"), at: field.key)
        default: break
        }
        return files == .remove ? after : nil
    }

    private func channels(_ field: Field) -> KnownNames? {
        guard let entries = reader.entries(field) else { return nil }
        if !entries.isEmpty { reader.report(.notDoneYet("channels", what: "nobody is notified yet"), at: field.key) }
        var names: Set<String> = []
        for entry in entries {
            if let name = reader.key(entry, of: field) { names.insert(name) }
            guard let fields = Fields(reader.field(entry, of: field), reader: reader) else { continue }
            _ = fields.required("sns").flatMap { reader.name($0) }
        }
        return KnownNames(names)
    }
}
