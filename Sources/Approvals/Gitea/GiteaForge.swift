package import AccessCore

/// Gitea and Forgejo, over their REST API: some six calls for each pull request.
package struct GiteaForge: Forge {
    package var kind: EvidenceKind { .gitea }

    let address: GiteaAddress
    let caller: RestCaller

    /// - Parameters:
    ///   - settings: of kind `gitea`.
    ///   - token: what the variable that the settings name holds; with the scopes `read:repository` and `read:issue`.
    ///   - now: the time, for when to ask again.
    /// - Throws: what is wrong with the settings or the token.
    package init(
        _ settings: ForgeSettings, token: String, client: any Exchange, now: @escaping @Sendable () -> Timestamp
    ) throws(ForgeFault) {
        address = try GiteaAddress(settings)
        caller = try RestCaller(.gitea, .gitea, base: address.api, client: client, token: token, now: now)
    }

    package func facts(about questions: [StepQuestion]) async -> [StepFacts] {
        if questions.isEmpty { return [] }
        let conversation = RestConversation(caller)
        let repository: GiteaRepository
        do throws(ForgeDoubt) {
            repository = try await conversation.get(
                address.repository, GiteaRepository.self, what: "repository '\(PlainWords(address.path))'")
            guard repository.path.lowercased() == address.path.lowercased() else {
                throw conversation.doubt(.otherRepository(address.path))
            }
        } catch {
            return questions.map { _ in conversation.doubtful(error) }
        }
        let reading = GiteaReading(path: address.repository, repository: repository.id, conversation)
        return await questions.concurrentMap(width: RestConversation.width) { await reading.facts(about: $0) }
    }
}
