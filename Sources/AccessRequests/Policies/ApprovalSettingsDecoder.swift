import AccessCore
import YAML

/// `approval` of `settings.yaml`: what proves an approval.
struct ApprovalSettingsDecoder {
    let reader: FileReader

    struct Approval {
        var evidence: [EvidenceKind]
        /// Teams; checked against those there are when they are known.
        var owners: [Field]
        var forge: ForgeSettings?
    }

    func decode(_ field: Field) -> Approval? {
        guard let fields = Fields(field, reader: reader) else { return nil }
        let evidence = fields.required("evidence").flatMap { self.evidence($0) }
        let owners = fields["policy-owners"].flatMap { reader.list($0) } ?? []
        let forge = fields["forge"].flatMap { self.forge($0) }
        guard let evidence else { return nil }
        if !evidence.isEmpty, !evidence.contains(.merge), owners.isEmpty {
            reader.report(SettingsMistake.noOwners, at: (fields["policy-owners"] ?? field).key)
        }
        for kind in ForgeSettings.Kind.allCases where evidence.contains(kind.evidence) && !evidence.contains(.merge) {
            guard fields["forge"] == nil || forge.map({ $0.kind != kind }) == true else { continue }
            reader.report(SettingsMistake.otherForge(kind.rawValue), at: (fields["forge"] ?? fields["evidence"] ?? field).key)
        }
        if let forge, !evidence.isEmpty, !evidence.contains(forge.kind.evidence), let field = fields["forge"] {
            reader.report(SettingsMistake.forgeNotTrusted(forge.kind.rawValue), at: field.key)
        }
        return Approval(evidence: evidence, owners: owners, forge: forge)
    }

    private func evidence(_ field: Field) -> [EvidenceKind]? {
        guard let elements = reader.list(field) else { return nil }
        if elements.isEmpty { reader.report(.empty(field.name), at: field.key) }
        var kinds: [EvidenceKind] = []
        for element in elements {
            guard let kind = reader.choice(element, EvidenceKind.trustable) else { continue }
            if kinds.contains(kind) { reader.report(.twice(kind.rawValue, in: field.name), at: element.node.range) }
            kinds.append(kind)
        }
        if kinds.contains(.merge), kinds.contains(where: { $0 != .merge }) { reader.report(SettingsMistake.mergeIsNotAlone, at: field.key) }
        return kinds
    }

    private func forge(_ field: Field) -> ForgeSettings? {
        guard let fields = Fields(field, reader: reader) else { return nil }
        let kind = fields.required("kind").flatMap { reader.choice($0, ForgeSettings.Kind.allCases) }
        let repository = fields.required("repository").flatMap { reader.name($0) }
        let api = fields["api"].flatMap { self.api($0) }
        let credential: ForgeSettings.Credential? =
            switch fields.oneOf(with: "token") {
            case nil: nil
            case .some(let field) where field.name == "token": variable(field).map { .token(variable: $0) }
            case .some(let field): app(field, of: kind)
            }
        // Only GitHub and GitLab have one that everybody means.
        if kind == .gitea, fields["api"] == nil { _ = fields.required("api") }
        guard let kind, let repository, let credential else { return nil }
        return ForgeSettings(
            kind: kind, repository: repository, api: api.map { String($0.reversed().drop { $0 == "/" }.reversed()) }, credential: credential
        )
    }

    private func api(_ field: Field) -> String? {
        guard let text = reader.name(field), let api = APIText(text) else { return nil }
        if !api.endpoint.isProtected { reader.report(SettingsMistake.plainHTTP(text), at: field.node.range) }
        return api.text
    }

    private func app(_ field: Field, of kind: ForgeSettings.Kind?) -> ForgeSettings.Credential? {
        guard let fields = Fields(field, reader: reader) else { return nil }
        if let kind, kind != .github { reader.report(SettingsMistake.appElsewhere(kind.rawValue), at: field.key) }
        let id = fields.required("id").flatMap { reader.name($0) }
        let key = fields.required("key").flatMap { variable($0) }
        let installation = fields.required("installation").flatMap { reader.integer($0) }
        guard let id, let key, let installation else { return nil }
        return .app(id: id, keyVariable: key, installation: installation)
    }

    private func variable(_ field: Field) -> String? {
        Fields(field, reader: reader).flatMap { $0.required("env") }.flatMap { reader.name($0) }
    }
}
