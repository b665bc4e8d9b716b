/// JSON Schema 2020-12 of the files that people write, made from the forms that their decoders read by.
///
/// A file that a decoder takes fits its schema; what doesn't fit is a mistake for the decoder too. Not all that fits is right: that a
/// name exists, a day is in the calendar or a text holds no secret is for `daypass check` to say.
package enum FileSchema: String, CaseIterable, Sendable {
    case request
    case entitlement
    case people
    case settings
    case calendar
    case review

    /// The schema as JSON, with a line end after it.
    package var text: String {
        var members: [(String, JSONNode)] = [
            ("$schema", .text("https://json-schema.org/draft/2020-12/schema")), ("$id", .text("urn:daypass:schema:\(rawValue):1")),
            ("title", .text(title)),
        ]
        members += SchemaWriter.members(of: form)
        return JSONNode.object(members).rendered() + "\n"
    }

    /// Which files it is for, with `*` and `**` as editors have them.
    package var files: String {
        switch self {
        case .request: "requests/**/*.yaml"
        case .entitlement: "policies/access/*.yaml"
        case .people: "policies/people.yaml"
        case .settings: "policies/settings.yaml"
        case .calendar: "policies/calendar.yaml"
        case .review: "requests/**/*.review.yaml"
        }
    }

    var form: MappingForm {
        switch self {
        case .request: RequestForm.document
        case .entitlement: EntitlementForm.document
        case .people: PeopleForm.document
        case .settings: SettingsForm.document
        case .calendar: CalendarForm.document
        case .review: ReviewForm.document
        }
    }

    private var title: String {
        switch self {
        case .request: "A request for access: \(files)"
        case .entitlement: "An entitlement: \(files)"
        case .people: "People and teams: \(files)"
        case .settings: "Settings: \(files)"
        case .calendar: "Freeze windows: \(files)"
        case .review: "A review of an emergency: \(files)"
        }
    }

    /// Every key that there is, with those it stands in before it (`limits.duration`); `NAME` stands for any name.
    package var keys: [String] { form.paths(under: "") }
}

extension MappingForm {
    fileprivate func paths(under prefix: String) -> [String] {
        keys.flatMap { key in [prefix + key.name] + key.value.paths(under: prefix + key.name + ".") }
    }
}

extension ValueForm {
    fileprivate func paths(under prefix: String) -> [String] {
        switch self {
        case .mapping(let form): form.paths(under: prefix)
        case .list(let element, _, _, _): element.paths(under: prefix)
        case .entries(_, let value, _, _): value.paths(under: prefix + "NAME.")
        case .either(let forms): forms.flatMap { $0.paths(under: prefix) }
        default: []
        }
    }
}
