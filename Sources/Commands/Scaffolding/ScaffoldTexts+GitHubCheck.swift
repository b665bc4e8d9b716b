extension ScaffoldTexts {
    /// `.github/workflows/check.yaml`, as this project has it; a test compares the two.
    static let githubCheck = #"""
        # Checks the requests and policies of a pull request, before anybody reviews it. For access repositories: copy it there.
        # In Daypass's own repository it does nothing.
        #
        # It holds no credentials, and nothing of the pull request is executed: the command is Daypass's own, at a commit that the
        # repository's settings name, and the pull request's commit is only fetched and read. (This file itself is the pull
        # request's, as in every workflow on pull_request: let CODEOWNERS guard .github/. What is granted is decided by
        # reconcile.yaml on main, whatever a check said.)
        #
        # Variables (Settings, Secrets and variables, Actions, Variables):
        #   DAYPASS_SOURCE  the repository of Daypass, owner/name
        #   DAYPASS_COMMIT  its commit, all 40 digits
        # Pull requests from forks may not see them and then fail here: ask for access on a branch.
        name: check

        on:
          # Not pull_request_target, whose token can write.
          pull_request:
            branches: [main]

        permissions:
          contents: read

        concurrency:
          group: check-${{ github.event.pull_request.number }}
          cancel-in-progress: true

        jobs:
          check:
            if: github.event.repository.name != 'daypass'
            runs-on: ubuntu-24.04
            timeout-minutes: 30
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

              - uses: actions/cache@5a3ec84eff668545956fd18022155c47e93e2684 # v4.2.3
                with:
                  path: bin
                  key: daypass-${{ runner.os }}-${{ runner.arch }}-${{ vars.DAYPASS_COMMIT }}

              - name: Install daypass
                # The binary may be there already; the C libraries are not.
                run: |
                  daypass/scripts/prepare build
                  [ -x bin/daypass ] || daypass/scripts/install "$PWD"

              # The base's tree is what stands on disk.
              - uses: actions/checkout@11bd71901bbe5b1630ceea73d27597364c9af683 # v4.2.2
                with:
                  ref: ${{ github.event.pull_request.base.sha }}
                  path: access

              - name: Check
                env:
                  NUMBER: ${{ github.event.pull_request.number }}
                run: |
                  git config --global --add safe.directory "$PWD/access"
                  # What main would be after the merge, and main before it: its first parent.
                  git -C access fetch --quiet --no-tags --depth=2 origin "refs/pull/$NUMBER/merge"
                  merged=$(git -C access rev-parse FETCH_HEAD)
                  base=$(git -C access rev-parse "FETCH_HEAD^1")
                  status=0
                  bin/daypass check access --commit "$merged" --base "$base" || status=$?
                  bin/daypass check access --commit "$merged" --base "$base" --format github || true
                  # For comment.yaml, which has a token and looks for itself: it takes nothing else from here.
                  mkdir note
                  printf '%s\n' "$NUMBER" > note/number
                  exit "$status"

              - uses: actions/upload-artifact@ea165f8d65b6e75b540449e92b4886f43607fa02 # v4.6.2
                if: always()
                with:
                  name: daypass-check
                  path: note/number
                  if-no-files-found: ignore
                  retention-days: 1

        """#
}
