/// What is asked about each pull request. ``PullRequestNode`` reads it.
enum JudgeFragments {
    static let text = """
        fragment Who on Actor {
          __typename
          login
          ... on User { databaseId }
          ... on Bot { databaseId }
        }

        fragment Hand on GitActor { email user { login databaseId } }

        fragment Pull on PullRequest {
          number merged mergedAt baseRefName headRefOid headRefName isCrossRepository
          baseRepository { databaseId }
          headRepository { databaseId }
          mergeCommit { oid }
          author { ...Who }
          timelineItems(
            first: \(JudgePullRequests.mostEvents)
            itemTypes: [
              HEAD_REF_FORCE_PUSHED_EVENT, HEAD_REF_DELETED_EVENT, HEAD_REF_RESTORED_EVENT, BASE_REF_CHANGED_EVENT,
              AUTOMATIC_BASE_CHANGE_SUCCEEDED_EVENT, ADDED_TO_MERGE_QUEUE_EVENT, REMOVED_FROM_MERGE_QUEUE_EVENT
            ]
          ) {
            pageInfo { hasNextPage }
            nodes {
              __typename
              ... on HeadRefForcePushedEvent { createdAt }
              ... on HeadRefDeletedEvent { createdAt }
              ... on HeadRefRestoredEvent { createdAt }
              ... on BaseRefChangedEvent { createdAt }
              ... on AutomaticBaseChangeSucceededEvent { createdAt }
              ... on AddedToMergeQueueEvent { createdAt }
              ... on RemovedFromMergeQueueEvent { createdAt }
            }
          }
        }

        fragment Commits on PullRequestCommitConnection {
          totalCount
          pageInfo { hasNextPage }
          nodes {
            commit {
              oid authoredDate
              committer { ...Hand }
              authors(first: \(JudgePullRequests.mostCoAuthors)) {
                totalCount
                pageInfo { hasNextPage }
                nodes { ...Hand }
              }
              signature { isValid wasSignedByGitHub }
            }
          }
        }

        fragment Reviews on PullRequestReviewConnection {
          totalCount
          pageInfo { hasNextPage }
          nodes {
            id state submittedAt lastEditedAt includesCreatedEdit body
            author { ...Who }
            editor { ...Who }
            commit { oid }
          }
        }
        """
}
