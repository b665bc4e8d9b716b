import AccessCore

/// The second query: everything about pull requests, and what stood at the heads of their branches.
enum JudgePullRequests {
    /// One pull request, and what to look up at its heads.
    struct Subject: Sendable {
        var pull: Candidate
        var lookups: [Lookup]

        /// What it adds to the size of a query: about the nodes of its answer.
        var weight: Int { pull.commits.totalCount + pull.reviews.totalCount + lookups.count + 1 }
    }

    /// What stood at a path.
    struct Lookup: Hashable, Sendable {
        var commit: CommitID
        var path: String
    }

    /// Pull requests of one query.
    static let most = 100
    /// Of one query, unless it is about a single pull request: GitHub ends queries after ten seconds.
    static let heaviest = 2000
    /// What is read of one pull request: a page of GitHub's.
    static let mostCommits = 100
    static let mostReviews = 100
    static let mostEvents = 100
    static let mostCoAuthors = 10
    /// Lookups of one pull request beside those that it needs.
    static let mostLookups = 300

    static func query(_ subjects: [Subject], _ address: GitHubAddress) -> GraphQLQuery {
        let lookups = subjects.flatMap(\.lookups)
        var query = GraphQLQuery(
            "JudgePullRequests", of: address,
            declaring: subjects.indices.map { "$n\($0): Int!" } + lookups.indices.map { "$o\($0): String!" },
            fields: subjects.enumerated().map { field($0, $1.pull) }
                + lookups.indices.map { "o\($0): object(expression: $o\($0)) { oid }" },
            fragments: JudgeFragments.text)
        for (index, subject) in subjects.enumerated() { query.variables["n\(index)"] = .number(subject.pull.number) }
        for (index, lookup) in lookups.enumerated() { query.variables["o\(index)"] = .text("\(lookup.commit):\(lookup.path)") }
        return query
    }

    /// Only as many commits and reviews as there are: GitHub counts what could come, not what comes.
    private static func field(_ index: Int, _ pull: Candidate) -> String {
        """
        p\(index): pullRequest(number: $n\(index)) {
              ...Pull
              commits(first: \(page(pull.commits.totalCount, mostCommits))) { ...Commits }
              reviews(first: \(page(pull.reviews.totalCount, mostReviews))) { ...Reviews }
            }
        """
    }

    private static func page(_ count: Int, _ most: Int) -> Int { min(max(count, 1), most) }

    struct Items: AliasedItems {
        let pulls: [String: Result<PullRequestNode?, ForgeDoubt>]
        let objects: [String: Result<ObjectNode?, ForgeDoubt>]

        init(_ container: KeyedDecodingContainer<Alias>) {
            pulls = container.items("p", PullRequestNode.self)
            objects = container.items("o", ObjectNode.self)
        }

        /// What was found by lookups, the first of which has this number in the query; also for a commit with nothing of it.
        func objects(of lookups: [Lookup], from first: Int) -> Result<[CommitID: [String: String]], ForgeDoubt> {
            var found: [CommitID: [String: String]] = [:]
            for (index, lookup) in lookups.enumerated() {
                switch objects["o\(first + index)"] {
                case .success(let object): found[lookup.commit, default: [:]][lookup.path] = object?.oid
                case .failure(let doubt): return .failure(doubt)
                case nil: return .failure(.gitHub(.shape("repository.o\(first + index)")))
                }
            }
            return .success(found)
        }
    }
}
