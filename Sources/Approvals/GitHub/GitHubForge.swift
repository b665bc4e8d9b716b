package import AccessCore
package import HTTP

/// GitHub, and GitHub Enterprise: two queries for up to a hundred steps, and a page of activity for each branch that was
/// merged by them.
package struct GitHubForge: Forge {
    package var kind: EvidenceKind { .github }

    let address: GitHubAddress
    let caller: ForgeCaller
    let tokens: GitHubTokens

    /// - Parameters:
    ///   - settings: of kind `github`.
    ///   - credential: what the variables that the settings name hold.
    ///   - timeouts: of each call. GitHub ends queries after ten seconds; behind that is the network.
    ///   - now: the time, for the App's tokens and for when to ask again.
    /// - Throws: what is wrong with the settings or the key.
    package init(
        _ settings: ForgeSettings, credential: GitHubCredential, client: any Exchange, timeouts: Timeouts = Timeouts(total: .seconds(30)),
        now: @escaping @Sendable () -> Timestamp
    ) throws(GitHubFault) {
        address = try GitHubAddress(settings)
        caller = ForgeCaller(forge: .gitHub, client: client, timeouts: timeouts, now: now)
        tokens = try GitHubTokens(credential, address, caller)
    }

    package func facts(about questions: [StepQuestion]) async -> [StepFacts] {
        await GitHubRound(questions, GitHubConversation(address: address, caller: caller, tokens: tokens)).facts()
    }
}
