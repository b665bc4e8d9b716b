import AccessCore
import YAML

/// `approval` of `settings.yaml`: what proves an approval.
struct ApprovalSettingsDecoder {
    let reader: FileReader

    func decode(_ field: Field) -> (evidence: [EvidenceKind], owners: [Field])? {
        guard let fields = Fields(field, reader: reader) else { return nil }
        let evidence = fields.required("evidence").flatMap { self.evidence($0) }
        let owners = fields["policy-owners"].flatMap { reader.list($0) } ?? []
        if let field = fields["forge"] { checkForge(field) }
        return evidence.map { ($0, owners) }
    }

    private func evidence(_ field: Field) -> [EvidenceKind]? {
        guard let elements = reader.list(field) else { return nil }
        if elements.isEmpty { reader.report(.empty(field.name), at: field.key) }
        var kinds: [EvidenceKind] = []
        for element in elements {
            guard let kind = reader.choice(element, EvidenceKind.allCases) else { continue }
            if kinds.contains(kind) { reader.report(.twice(kind.rawValue, in: field.name), at: element.node.range) }
            if kind != .merge {
                let advice = "Write evidence: [merge] if being merged into the protected branch is to count as approved."
                reader.report(.notSupported("evidence: \(kind.rawValue)", advice: advice), at: element.node.range)
            }
            kinds.append(kind)
        }
        if kinds.contains(.merge), kinds.contains(where: { $0 != .merge }) { reader.report(SettingsMistake.mergeIsNotAlone, at: field.key) }
        return kinds
    }

    private enum ForgeKind: String { case github, gitlab, gitea }

    private func checkForge(_ field: Field) {
        guard let fields = Fields(field, reader: reader) else { return }
        reader.report(.notDoneYet("forge", what: "no forge is asked yet"), at: field.key)
        _ = fields.required("kind").flatMap { reader.choice($0, [ForgeKind.github, .gitlab, .gitea]) }
        _ = fields.required("repository").flatMap { reader.name($0) }
        guard let token = fields["token"], let source = Fields(token, reader: reader) else { return }
        _ = source.required("env").flatMap { reader.name($0) }
    }
}
