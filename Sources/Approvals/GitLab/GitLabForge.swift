package import AccessCore

/// GitLab, on gitlab.com or on a server of one's own, over its REST API: some ten calls for each merge request.
///
/// Its approvals are tied to a content by time alone, so the project has to reset them when something is pushed
/// (``GitLabApprovalSettings``), and the server has to say when they were given.
package struct GitLabForge: Forge {
    package var kind: EvidenceKind { .gitlab }

    let address: GitLabAddress
    let caller: RestCaller

    /// - Parameters:
    ///   - settings: of kind `gitlab`.
    ///   - token: what the variable that the settings name holds; with the scope `read_api`.
    ///   - now: the time, for when to ask again.
    /// - Throws: what is wrong with the settings or the token.
    package init(
        _ settings: ForgeSettings, token: String, client: any Exchange, now: @escaping @Sendable () -> Timestamp
    ) throws(ForgeFault) {
        address = try GitLabAddress(settings)
        caller = try RestCaller(.gitLab, .gitLab, base: address.api, client: client, token: token, now: now)
    }

    package func facts(about questions: [StepQuestion]) async -> [StepFacts] {
        if questions.isEmpty { return [] }
        let conversation = RestConversation(caller)
        let round: GitLabRound
        do throws(ForgeDoubt) {
            let project = try await conversation.get(
                address.project, GitLabProject.self, what: "project '\(PlainWords(address.path))'")
            guard project.path.lowercased() == address.path.lowercased() else { throw conversation.doubt(.otherRepository(address.path)) }
            round = GitLabRound(project: project.id, conversation)
            let faults = try await round.settings().faults
            if !faults.isEmpty { return questions.map { _ in .refused(GitLabRefusal.settings(faults).description) } }
        } catch {
            return questions.map { _ in conversation.doubtful(error) }
        }
        return await round.facts(questions)
    }
}
