@testable import AccessRequests

/// Small valid files; a sample's own lines take the place of those with the same key.
enum Base {
    static let request = """
        version: 1
        user: member01
        access: [prod]
        duration: 4h
        reason: Deploy
        """
    static let settings = """
        version: 1
        repository: example/access
        timezone: Europe/Berlin
        accounts: { jump: { id: "111111111111", tags: { env: prod } }, test: { id: "222222222222" } }
        approval: { evidence: [merge] }
        """
    static let people = """
        version: 1
        people: { lead01: {}, lead02: {}, member01: {} }
        teams: { leads: [lead01, lead02] }
        """
    static let entitlement = """
        version: 1
        account: jump
        group: ProdWork
        eligible: { users: [member01] }
        approval: { rules: [{ from: leads, count: 1 }] }
        """

    static func with(_ own: String, in base: String, without: [String] = []) -> String {
        func key(_ line: Substring) -> String { String(line.filter { $0 != "«" && $0 != "»" }.prefix { $0 != ":" }) }
        let keys = Set(own.split(separator: "\n").map(key) + without)
        let kept = base.split(separator: "\n").filter { !keys.contains(key($0)) }
        return ([Substring(own)] + kept).joined(separator: "\n") + "\n"
    }

    /// `policies/` with one file changed or added.
    static func policies(_ path: String? = nil, _ text: String = "") -> [String: String] {
        var files = [
            "policies/settings.yaml": settings + "\n", "policies/people.yaml": people + "\n",
            "policies/access/prod.yaml": entitlement + "\n",
        ]
        if let path { files[path] = text }
        return files
    }
}
