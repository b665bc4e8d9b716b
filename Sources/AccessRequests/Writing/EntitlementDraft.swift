/// An entitlement on its way into a file. Nothing in it is checked: the file that it makes is, by the decoder.
package struct EntitlementDraft: Sendable {
    /// Lines without `#`, above everything else.
    package var comment: [String]
    package var description: String
    package var account: String
    package var group: String
    package var users: [String]
    package var teams: [String]
    /// One of this team must approve.
    package var approvers: String
    package var standing: [String]

    package init(
        comment: [String], description: String, account: String, group: String, users: [String], teams: [String], approvers: String,
        standing: [String]
    ) {
        (self.comment, self.description, self.account, self.group) = (comment, description, account, group)
        (self.users, self.teams, self.approvers, self.standing) = (users, teams, approvers, standing)
    }

    /// The file, with a line end after it.
    package var yaml: String {
        func list(_ names: [String]) -> String { "[" + names.map(YAMLText.scalar).joined(separator: ", ") + "]" }
        var lines = comment.map { "# " + $0 }
        lines += [
            "version: 1", "description: " + YAMLText.scalar(description), "account: " + YAMLText.scalar(account),
            "group: " + YAMLText.scalar(group), "", "eligible:",
        ]
        if !users.isEmpty { lines.append("  users: " + list(users)) }
        if !teams.isEmpty { lines.append("  teams: " + list(teams)) }
        lines += ["", "approval:", "  rules:", "    - { from: \(YAMLText.scalar(approvers)), count: 1 }", "", "drift: report"]
        if !standing.isEmpty {
            lines += ["standing:"] + standing.map { "  - " + YAMLText.scalar($0) }
        }
        return lines.joined(separator: "\n") + "\n"
    }
}
