extension ScaffoldTexts {
    /// `.github/workflows/comment.yaml`, as this project has it; a test compares the two.
    static let githubComment = #"""
        # Puts what a check found under its pull request, in one comment. For access repositories: copy it there, beside check.yaml.
        # In Daypass's own repository it does nothing.
        #
        # It runs after the check, on the default branch, with the default branch's files: no pull request can change it. What the
        # check left behind was written by a workflow of the pull request, which its author can change, so it is believed in
        # nothing: of it comes one number, which must be that of a pull request at the very commit that ran. What stands in the comment
        # is found out anew, by Daypass's own command from the pull request's merge commit, which is only read. The job that does
        # so can write nothing; the one that can write gets the finished text and nothing of the pull request.
        #
        # Variables as in check.yaml: DAYPASS_SOURCE, DAYPASS_COMMIT.
        name: comment

        on:
          workflow_run:
            workflows: [check]
            types: [completed]

        permissions: {}

        concurrency:
          group: comment-${{ github.event.workflow_run.head_repository.id }}-${{ github.event.workflow_run.head_branch }}
          cancel-in-progress: true

        jobs:
          find:
            if: >-
              github.event.repository.name != 'daypass' && github.event.workflow_run.event == 'pull_request'
              && (github.event.workflow_run.conclusion == 'success' || github.event.workflow_run.conclusion == 'failure')
            runs-on: ubuntu-24.04
            timeout-minutes: 5
            permissions:
              actions: read
              contents: read
              pull-requests: read
            outputs:
              number: ${{ steps.find.outputs.number }}
            steps:
              - uses: actions/checkout@11bd71901bbe5b1630ceea73d27597364c9af683 # v4.2.2
                with:
                  repository: ${{ vars.DAYPASS_SOURCE }}
                  ref: ${{ vars.DAYPASS_COMMIT }}
                  path: daypass
                  persist-credentials: false

              - uses: actions/download-artifact@d3f86a106a0bac45b974a628896c90dbdf5c8093 # v4.3.0
                with:
                  name: daypass-check
                  path: note
                  run-id: ${{ github.event.workflow_run.id }}
                  github-token: ${{ github.token }}

              - name: Which pull request
                id: find
                env:
                  GITHUB_TOKEN: ${{ github.token }}
                  HEAD_SHA: ${{ github.event.workflow_run.head_sha }}
                  BASE_BRANCH: main
                run: |
                  number=$(daypass/scripts/comment find note)
                  echo "number=$number" >> "$GITHUB_OUTPUT"

          write:
            needs: find
            runs-on: ubuntu-24.04
            timeout-minutes: 30
            permissions:
              contents: read
            # Pin it by digest (swift@sha256:…) once you have looked at it.
            container: swift:6.2-bookworm
            defaults:
              run:
                shell: bash
            steps:
              - name: What Daypass is taken from
                env:
                  SOURCE: ${{ vars.DAYPASS_SOURCE }}
                  COMMIT: ${{ vars.DAYPASS_COMMIT }}
                run: |
                  [[ "$SOURCE" =~ ^[A-Za-z0-9._-]+/[A-Za-z0-9._-]+$ ]] || { echo "::error::Set the variable DAYPASS_SOURCE to owner/name."; exit 1; }
                  [[ "$COMMIT" =~ ^[0-9a-f]{40}$ ]] || { echo "::error::Set the variable DAYPASS_COMMIT to a commit's 40 digits."; exit 1; }

              - uses: actions/checkout@11bd71901bbe5b1630ceea73d27597364c9af683 # v4.2.2
                with:
                  repository: ${{ vars.DAYPASS_SOURCE }}
                  ref: ${{ vars.DAYPASS_COMMIT }}
                  path: daypass
                  persist-credentials: false

              # Caches of pull requests can't be read from the default branch.
              - uses: actions/cache@5a3ec84eff668545956fd18022155c47e93e2684 # v4.2.3
                with:
                  path: bin
                  key: daypass-${{ runner.os }}-${{ runner.arch }}-${{ vars.DAYPASS_COMMIT }}

              - name: Install daypass
                run: |
                  daypass/scripts/prepare build
                  [ -x bin/daypass ] || daypass/scripts/install "$PWD"

              # The default branch's tree is what stands on disk.
              - uses: actions/checkout@11bd71901bbe5b1630ceea73d27597364c9af683 # v4.2.2
                with:
                  path: access

              - name: Look
                env:
                  NUMBER: ${{ needs.find.outputs.number }}
                  HEAD_SHA: ${{ github.event.workflow_run.head_sha }}
                run: |
                  git config --global --add safe.directory "$PWD/access"
                  git -C access fetch --quiet --no-tags --depth=2 origin "refs/pull/$NUMBER/merge"
                  merged=$(git -C access rev-parse FETCH_HEAD)
                  base=$(git -C access rev-parse "FETCH_HEAD^1")
                  [ "$(git -C access rev-parse "FETCH_HEAD^2")" = "$HEAD_SHA" ] || { echo "The pull request has moved on."; exit 1; }
                  mkdir text
                  status=0
                  bin/daypass check access --commit "$merged" --base "$base" --format markdown > text/comment.md || status=$?
                  # 1 is a mistake in the pull request, which the comment tells.
                  [ "$status" -le 1 ] && [ -s text/comment.md ]

              - uses: actions/upload-artifact@ea165f8d65b6e75b540449e92b4886f43607fa02 # v4.6.2
                with:
                  name: daypass-comment
                  path: text/comment.md
                  retention-days: 1

          post:
            needs: [find, write]
            runs-on: ubuntu-24.04
            timeout-minutes: 5
            permissions:
              contents: read
              pull-requests: write
            steps:
              - uses: actions/checkout@11bd71901bbe5b1630ceea73d27597364c9af683 # v4.2.2
                with:
                  repository: ${{ vars.DAYPASS_SOURCE }}
                  ref: ${{ vars.DAYPASS_COMMIT }}
                  path: daypass
                  persist-credentials: false

              # That of this run: the job before wrote it.
              - uses: actions/download-artifact@d3f86a106a0bac45b974a628896c90dbdf5c8093 # v4.3.0
                with:
                  name: daypass-comment
                  path: text

              - name: Post
                env:
                  GITHUB_TOKEN: ${{ github.token }}
                  NUMBER: ${{ needs.find.outputs.number }}
                  HEAD_SHA: ${{ github.event.workflow_run.head_sha }}
                  BASE_BRANCH: main
                run: daypass/scripts/comment post "$NUMBER" text/comment.md

        """#
}
