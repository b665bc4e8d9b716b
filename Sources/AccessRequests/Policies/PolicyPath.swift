import AccessCore

/// What a path below `policies/` is.
enum PolicyPath {
    case settings
    case people
    case entitlement(EntitlementName)
    case calendar
    /// `*.ics`.
    case calendarFile
    /// Left alone: README.md, .gitkeep, signatures.
    case companion
    case mistake(FileMistake)
    case elsewhere

    static let folder = "policies/"

    init(_ path: String) {
        guard path.hasPrefix(Self.folder) else {
            self = .elsewhere
            return
        }
        let parts = path.dropFirst(Self.folder.count).split(separator: "/", omittingEmptySubsequences: false)
        let file = parts.last ?? ""
        let lower = file.lowercased()
        if file == "README.md" || file == ".gitkeep" || file.hasSuffix(".sig") || file.hasSuffix(".approval") {
            self = .companion
        } else if parts == ["settings.yaml"] {
            self = .settings
        } else if parts == ["people.yaml"] {
            self = .people
        } else if parts == ["calendar.yaml"] {
            self = .calendar
        } else if parts.count == 1, lower.hasSuffix(".ics") {
            self = .calendarFile
        } else if parts.count >= 2, parts[0] == "access", file.hasSuffix(".yaml") {
            let name = file.dropLast(".yaml".count)
            self =
                parts.count > 2
                ? .mistake(.nestedEntitlement)
                : isPlainName(name) ? .entitlement(EntitlementName(String(name))) : .mistake(.badEntitlementName)
        } else if lower.hasSuffix(".yml") || lower.hasSuffix(".json") || lower.hasSuffix(".yaml") && !file.hasSuffix(".yaml") {
            self = .mistake(.ending(String(file[(file.lastIndex(of: ".") ?? file.startIndex)...])))
        } else if file.hasSuffix(".yaml") {
            let known = ["settings.yaml", "people.yaml", "calendar.yaml"]
            self = .mistake(.unknownPolicyFile(meant: Suggestion.nearest(to: String(file), among: known)))
        } else {
            self = .mistake(.notRead)
        }
    }
}
