package import AccessCore
package import TimeZones
import YAML

/// Reads `requests/**/*.yaml`.
package struct RequestDecoder: Sendable {
    private let clock: LocalClock
    private let limits: YAML.Limits

    /// - Parameter timezone: that of the settings, for times without an offset.
    package init(timezone: TimeZoneRules) {
        clock = LocalClock(timezone)
        limits = YAML.Limits(
            bytes: InputLimits.requestBytes, depth: InputLimits.depth, nodes: InputLimits.nodes, scalarBytes: InputLimits.requestBytes,
            problems: InputLimits.mistakes)
    }

    /// The id of a request by its path from the repository's top; nil if it isn't one's.
    package static func id(ofPath path: String) -> RequestID? {
        guard case .request(let id) = RequestPath(path) else { return nil }
        return id
    }

    package func decode(_ file: SourceFile) -> Decoded<AccessRequest> { read(file).decoded }

    /// As `decode`; of a file with mistakes also what can be read in it all the same, for those who tell people what is wrong:
    /// nil if that isn't enough to say more. Nothing is ever granted by it (P6).
    package func read(_ file: SourceFile) -> (decoded: Decoded<AccessRequest>, unfinished: UnfinishedRequest?) {
        let path = RequestPath(file.path)
        guard case .request(let id) = path else {
            // Companions and what isn't a request are not for this decoder; asked about one, it says so.
            let mistake = path.diagnostic(path: file.path).flatMap { $0.severity == .error ? $0 : nil }
            return (Decoded(nil, diagnostics: [mistake ?? FileMistake.notARequest.diagnostic(of: file.path)]), nil)
        }
        let reader = FileReader(file, area: .requests, clock: clock, limits: limits)
        let document = reader.document("request", RequestForm.document)
        // Where YAML itself is wrong, what seems to be missing may stand behind it.
        let isWhole = !reader.hasErrors || reader.holdsSecret
        var unfinished: UnfinishedRequest?
        let request = document.flatMap { Self.request(id, from: $0, reader: reader, &unfinished) }
        let decoded = Decoded(reader.hasErrors ? nil : request, diagnostics: reader.diagnostics.sorted(by: Diagnostic.inOrder))
        return (decoded, decoded.value == nil && isWhole ? unfinished : nil)
    }

    private static func request(
        _ id: RequestID, from document: Field, reader: FileReader, _ unfinished: inout UnfinishedRequest?
    ) -> AccessRequest? {
        guard let fields = Fields(document, reader: reader) else { return nil }
        reader.checkVersion(fields)
        let title = fields["title"].flatMap { reader.text($0) }
        let userField = fields.required("user")
        let user = userField.flatMap { reader.name($0) }
        let access = fields.required("access").flatMap { references($0, reader: reader) }
        let window = RequestWindow(fields, reader: reader)
        let reason = fields.required("reason").flatMap { reader.text($0) }
        let ticket = fields["ticket"].flatMap { reader.text($0) }
        let plan = fields["plan"].flatMap { reader.text($0) }
        let rollback = fields["rollback"].flatMap { reader.text($0) }
        let notify = fields["notify"].map { addresses($0, reader: reader) } ?? []
        let isEmergency = fields["emergency"].flatMap { reader.boolean($0) } ?? false

        guard !reader.hasErrors, let userField, let user, let access, let window, let reason else {
            unfinished = access.map { access in
                UnfinishedRequest(
                    id: id, user: user.map { UserName($0) }, access: access, start: window?.start, end: window?.end, ticket: ticket,
                    plan: plan, rollback: rollback, isEmergency: isEmergency, said: Set(fields.names),
                    places: RequestPlaces(
                        file: Place(reader.path), user: userField.map { reader.place($0.node.range) } ?? Place(reader.path),
                        start: window?.startRange.map(reader.place), end: window.map { reader.place($0.endRange) } ?? Place(reader.path),
                        ticket: fields["ticket"].map { reader.place($0.node.range) },
                        emergency: fields["emergency"].map { reader.place($0.key) }))
            }
            return nil
        }
        let places = RequestPlaces(
            file: Place(reader.path), user: reader.place(userField.node.range),
            start: window.startRange.map(reader.place), end: reader.place(window.endRange),
            ticket: fields["ticket"].map { reader.place($0.node.range) }, emergency: fields["emergency"].map { reader.place($0.key) })
        return AccessRequest(
            id: id, user: UserName(user), access: access, start: window.start, end: window.end, reason: reason, title: title,
            ticket: ticket, plan: plan, rollback: rollback, notify: notify, isEmergency: isEmergency,
            places: places)
    }

    private static func references(_ field: Field, reader: FileReader) -> [EntitlementReference]? {
        guard let names = reader.names(field) else { return nil }
        if case .sequence(let nodes) = field.node.content, nodes.isEmpty { reader.report(.empty("access"), at: field.key) }
        var references: [EntitlementReference] = []
        for (text, range) in names {
            let parts = text.split(separator: "@")
            let reference = EntitlementReference(
                name: EntitlementName(String(parts[0])), account: parts.count == 2 ? AccountName(String(parts[1])) : nil,
                place: reader.place(range))
            if references.contains(where: { $0.name == reference.name && ($0.account == nil) != (reference.account == nil) }) {
                reader.report(RequestMistake.coveredTwice(reference.name.text), at: range)
            }
            references.append(reference)
        }
        return references
    }

    private static func addresses(_ field: Field, reader: FileReader) -> [String] {
        reader.report(.notDoneYet("notify", what: "nobody is notified yet"), at: field.key)
        return reader.names(field)?.map(\.text) ?? []
    }
}
