import AccessCore

/// The first query: from steps to the pull requests they were merged by.
enum FindPullRequests {
    /// Steps of one query; GitHub counts 1,300 nodes and 2 points for as many.
    static let most = 100

    static func query(_ steps: [StepQuestion], _ address: GitHubAddress) -> GraphQLQuery {
        var query = GraphQLQuery(
            "FindPullRequests", of: address,
            declaring: steps.indices.map { "$c\($0): GitObjectID!" },
            fields: steps.indices.map { "c\($0): object(oid: $c\($0)) { ...Step }" },
            fragments: fragments)
        for (index, step) in steps.enumerated() { query.variables["c\(index)"] = .text(step.after.text) }
        return query
    }

    private static let fragments = """
        fragment Step on Commit {
          oid
          authoredDate
          associatedPullRequests(first: 10) {
            totalCount
            pageInfo { hasNextPage }
            nodes {
              number merged mergedAt baseRefName baseRepository { databaseId } mergeCommit { oid }
              headRefName headRefOid headRepository { databaseId } isCrossRepository
              commits { totalCount }
              reviews { totalCount }
            }
          }
        }
        """

    struct Items: AliasedItems {
        let steps: [String: Result<StepNode?, ForgeDoubt>]

        init(_ container: KeyedDecodingContainer<Alias>) { steps = container.items("c", StepNode.self) }
    }
}

/// Fragment `Step`.
struct StepNode: Decodable, Sendable {
    let oid: String
    /// What its writer's git said.
    let authoredDate: Timestamp
    let associatedPullRequests: Connection<Candidate>
}

/// A pull request that may be the one that a step was merged by.
struct Candidate: Decodable, Hashable, Sendable {
    struct Count: Decodable, Hashable, Sendable {
        let totalCount: Int
    }

    let number: Int
    let merged: Bool
    let mergedAt: Present<Timestamp>
    let baseRefName: String
    let baseRepository: Present<RepositoryNode>
    let mergeCommit: Present<ObjectNode>
    let headRefName: String
    let headRefOid: String
    let headRepository: Present<RepositoryNode>
    let isCrossRepository: Bool
    let commits: Count
    let reviews: Count

    func isFromFork(of repository: Int64) -> Bool { isCrossRepository || headRepository.value?.databaseId != repository }
}

extension StepNode {
    /// The one pull request that was merged as this step.
    ///
    /// - Returns: a refusal if what GitHub shows settles that there is none.
    /// - Throws: why it can't be told yet.
    func candidate(for step: StepQuestion, in repository: Int64) throws(ForgeDoubt) -> Result<Candidate, ReviewRefusal> {
        guard oid == step.after.text else { throw .gitHub(.shape("oid")) }
        let pulls = associatedPullRequests
        guard pulls.isWhole else { throw .gitHub(.severalPullRequests(pulls.nodes.map(\.number))) }
        // An empty list: the index lags. Ones that are open: so do they, or the step was pushed to their branches as well.
        let merged = pulls.nodes.filter(\.merged)
        guard let any = merged.first else { throw .gitHub(.noPullRequest(step.after)) }
        let here = merged.filter { $0.baseRepository.value?.databaseId == repository }
        guard let one = here.first else { return .failure(.otherRepository(any.number)) }
        let intoBranch = here.filter { $0.baseRefName == step.branch }
        guard let last = intoBranch.first else { return .failure(.otherBranch(one.number, one.baseRefName, expected: step.branch)) }
        let matching = intoBranch.filter { $0.mergeCommit.value?.oid == step.after.text }
        guard let found = matching.first else {
            guard let commit = last.mergeCommit.value else { throw .gitHub(.moving(last.number)) }
            return .failure(.otherMerge(last.number, CommitID(commit.oid)))
        }
        guard matching.count == 1 else { throw .gitHub(.severalPullRequests(matching.map(\.number))) }
        return .success(found)
    }
}
