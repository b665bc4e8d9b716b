package import AccessCore
import TimeZones
import YAML

/// Reads all that stands below `policies/`.
package struct PolicyDecoder: Sendable {
    private let zoneDirectory: String

    /// - Parameter zoneDirectory: where the system's time zone database is.
    package init(zoneDirectory: String = "/usr/share/zoneinfo") { self.zoneDirectory = zoneDirectory }

    /// All mistakes of all files at once. The policies only if there are none: half a policy set could give too much.
    ///
    /// - Parameter files: those below `policies/`; others are passed over.
    package func decode(_ files: [SourceFile], tree: TreeID) -> Decoded<PolicySet> {
        let files = files.sorted { $0.path < $1.path }
        var diagnostics: [Diagnostic] = []
        var (settingsFile, peopleFile, calendarFile): (SourceFile?, SourceFile?, SourceFile?)
        var calendarFiles: [SourceFile] = []
        var access: [(EntitlementName, SourceFile)] = []
        let bytes = files.reduce(0) { $0 + $1.bytes.count }
        guard bytes <= InputLimits.policiesBytes else {
            return Decoded(nil, diagnostics: [FileMistake.policiesTooLarge(bytes: bytes).diagnostic(of: PolicyPath.folder)])
        }
        for file in files {
            switch PolicyPath(file.path) {
            case .settings: settingsFile = file
            case .people: peopleFile = file
            case .entitlement(let name): access.append((name, file))
            case .calendar: calendarFile = file
            case .calendarFile: calendarFiles.append(file)
            case .mistake(let mistake): diagnostics.append(mistake.diagnostic(of: file.path))
            case .companion, .elsewhere: break
            }
        }
        if access.count > InputLimits.entitlements {
            diagnostics.append(FileMistake.tooManyEntitlements(access.count).diagnostic(of: "policies/access"))
            access.removeLast(access.count - InputLimits.entitlements)
        }

        var settings = settingsFile.map { SettingsDecoder($0, limits: Self.limits, zoneDirectory: zoneDirectory) }
        if settings == nil { diagnostics.append(FileMistake.missingSettings.diagnostic(of: "policies/settings.yaml")) }
        var names = settings?.names ?? PolicyNames()
        let clock = LocalClock(settings?.timezone ?? .utc)
        let people = peopleFile.map { PeopleDecoder($0, limits: Self.peopleLimits, clock: clock, names: names) }
        names.teams = people.map { $0.teams } ?? [:]
        settings?.finish(with: names)
        let decoders = access.map { EntitlementDecoder($1, name: $0, limits: Self.limits, clock: clock, names: names) }
        if let leases = names.leases { checkGroups(of: decoders, leases: leases) }
        if let people = people?.people { ApproverCheck(people: people).look(at: decoders) }

        let calendar = calendarFile.map {
            CalendarDecoder($0, limits: Self.limits, clock: clock, names: names, entitlements: access.map(\.0))
        }
        let events = calendarFiles.map {
            CalendarFileDecoder($0, limits: Self.limits, zone: clock.rules, zoneDirectory: zoneDirectory)
        }

        let readers =
            [settings?.reader, people?.reader, calendar?.reader].compactMap { $0 } + decoders.map(\.reader) + events.map(\.reader)
        diagnostics += readers.flatMap(\.diagnostics)
        diagnostics.sort(by: Diagnostic.inOrder)
        let entitlements = decoders.compactMap(\.entitlement)
        guard let settings = settings?.settings, let everybody = people.map({ $0.people }) ?? People(), entitlements.count == decoders.count
        else { return Decoded(nil, diagnostics: diagnostics) }
        let policies = PolicySet(
            tree: tree, settings: settings, people: everybody,
            entitlements: Dictionary(entitlements.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first }),
            calendar: FreezeCalendar(windows: (calendar?.windows ?? []) + events.flatMap(\.windows)))
        return Decoded(policies, diagnostics: diagnostics)
    }

    private static let limits = YAML.Limits(
        bytes: InputLimits.policyBytes, depth: InputLimits.depth, nodes: InputLimits.nodes, scalarBytes: InputLimits.requestBytes,
        problems: InputLimits.mistakes)
    private static let peopleLimits = YAML.Limits(
        bytes: InputLimits.peopleBytes, depth: InputLimits.depth, nodes: InputLimits.peopleNodes, scalarBytes: InputLimits.requestBytes,
        problems: InputLimits.mistakes)

    /// A group stands in one entitlement an account at most, and so does a tag's key, whatever its case.
    private func checkGroups(of decoders: [EntitlementDecoder], leases: LeaseFormat) {
        struct Slot: Hashable {
            var account: AccountName
            var key: String
        }
        var taken: [Slot: Entitlement] = [:]
        for decoder in decoders {
            guard let entitlement = decoder.entitlement, let range = decoder.groupRange else { continue }
            let key = leases.key(for: entitlement.group)
            for account in entitlement.accounts {
                let slot = Slot(account: account, key: key.lowercased())
                guard let other = taken[slot] else {
                    taken[slot] = entitlement
                    continue
                }
                let mistake: EntitlementMistake =
                    other.group == entitlement.group
                    ? .sameGroup(entitlement.group.text, as: other.name.text, account: account.text)
                    : .tagKeysCollide(key, leases.key(for: other.group), of: other.name.text, account: account.text)
                decoder.reader.report(mistake, at: range)
                break
            }
        }
        for decoder in decoders {
            guard let entitlement = decoder.entitlement, let range = decoder.eligibleRange else { continue }
            for key in entitlement.eligible.tags.keys.sorted() {
                guard entitlement.accounts.contains(where: { taken[Slot(account: $0, key: key.lowercased())] != nil }) else { continue }
                decoder.reader.report(EntitlementMistake.leaseAsEligibility(key), at: range)
            }
        }
    }
}
