extension ScaffoldTexts {
    /// `.github/workflows/reconcile.yaml`, as this project has it; a test compares the two.
    static let githubReconcile = #"""
        # Makes IAM agree with what was merged: on every merge, and on a schedule. For access repositories: copy it there.
        # In Daypass's own repository it does nothing.
        #
        # Environment `daypass` (Settings, Environments): allow deployments from main only. Its variables:
        #   DAYPASS_SOURCE  the repository of Daypass, owner/name
        #   DAYPASS_COMMIT  its commit, all 40 digits
        #   DAYPASS_ROLE    the ARN of the role that trusts this workflow (docs/trust-policy.json)
        #   DAYPASS_ROOT    the root of trust that `daypass audit init` printed
        #   DAYPASS_LEDGER_KEYS  the public keys that must have signed the ledger, a line each, if it is signed (docs/operations.md)
        #   AWS_REGION      for example eu-central-1
        # Its secrets, both optional (docs/operations.md):
        #   DAYPASS_LEDGER_KEY  the text of the private key that signs the ledger
        #   PING_URL        of a dead-man's switch, called after each run that ended well
        name: reconcile

        on:
          push:
            branches: [main]
          schedule:
            # Every 15 minutes, away from the full hour, when GitHub is busiest. It may run late or not at all: see PING_URL.
            - cron: "7,22,37,52 * * * *"
          workflow_dispatch:

        permissions: {}

        # One at a time, and none is cut off in the middle. (Two at once would do no harm, only work for nothing.)
        concurrency:
          group: daypass-reconcile
          cancel-in-progress: false

        jobs:
          reconcile:
            if: github.event.repository.name != 'daypass' && github.ref == 'refs/heads/main'
            runs-on: ubuntu-24.04
            timeout-minutes: 30
            environment: daypass
            permissions:
              # For the role, by OpenID Connect.
              id-token: write
              # For one push: to the branch audit. Protect main against this token as against everybody.
              contents: write
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
                  ROOT: ${{ vars.DAYPASS_ROOT }}
                run: |
                  [[ "$SOURCE" =~ ^[A-Za-z0-9._-]+/[A-Za-z0-9._-]+$ ]] || { echo "::error::Set the variable DAYPASS_SOURCE to owner/name."; exit 1; }
                  [[ "$COMMIT" =~ ^[0-9a-f]{40}$ ]] || { echo "::error::Set the variable DAYPASS_COMMIT to a commit's 40 digits."; exit 1; }
                  [[ "$ROOT" =~ ^[0-9a-f]{40}$ ]] || { echo "::error::Set the variable DAYPASS_ROOT to what daypass audit init printed."; exit 1; }

              - uses: actions/checkout@11bd71901bbe5b1630ceea73d27597364c9af683 # v4.2.2
                with:
                  repository: ${{ vars.DAYPASS_SOURCE }}
                  ref: ${{ vars.DAYPASS_COMMIT }}
                  path: daypass
                  persist-credentials: false

              # Caches of pull requests can't be read from main; whoever can run workflows on main can change this one.
              - uses: actions/cache@5a3ec84eff668545956fd18022155c47e93e2684 # v4.2.3
                with:
                  path: bin
                  key: daypass-${{ runner.os }}-${{ runner.arch }}-${{ vars.DAYPASS_COMMIT }}

              - name: Install daypass
                # The binary may be there already; the C libraries are not.
                run: |
                  daypass/scripts/prepare build
                  [ -x bin/daypass ] || daypass/scripts/install "$PWD"

              # The state seen last, for the hour in which git can't be reached, and what was done in that hour.
              - uses: actions/cache/restore@5a3ec84eff668545956fd18022155c47e93e2684 # v4.2.3
                with:
                  path: cache
                  key: daypass-cache-${{ github.run_id }}-${{ github.run_attempt }}
                  restore-keys: daypass-cache-

              - uses: aws-actions/configure-aws-credentials@ececac1a45f3b08a01d2dd070d28d111c5fe6722 # v4.1.0
                with:
                  role-to-assume: ${{ vars.DAYPASS_ROLE }}
                  aws-region: ${{ vars.AWS_REGION }}
                  role-session-name: daypass-${{ github.run_id }}

              - name: Reconcile
                env:
                  DAYPASS_REPOSITORY: ${{ github.server_url }}/${{ github.repository }}.git
                  DAYPASS_GIT_TOKEN: ${{ github.token }}
                  DAYPASS_ROOT: ${{ vars.DAYPASS_ROOT }}
                  DAYPASS_LEDGER_KEY: ${{ secrets.DAYPASS_LEDGER_KEY }}
                  DAYPASS_LEDGER_KEYS: ${{ vars.DAYPASS_LEDGER_KEYS }}
                  DAYPASS_CACHE: ${{ github.workspace }}/cache
                run: bin/daypass reconcile

              # cache/runner says that one run at a time uses the cache, which isn't so for copies of it.
              - name: Make the cache one that may be copied
                if: always()
                run: rm -f cache/runner

              # Above all after a run that failed: what it did while the ledger couldn't be reached is on record nowhere else.
              - uses: actions/cache/save@5a3ec84eff668545956fd18022155c47e93e2684 # v4.2.3
                if: always()
                with:
                  path: cache
                  key: daypass-cache-${{ github.run_id }}-${{ github.run_attempt }}

              - name: Tell the dead-man's switch
                env:
                  PING_URL: ${{ secrets.PING_URL }}
                run: |
                  [ -n "$PING_URL" ] || exit 0
                  command -v curl >/dev/null || apt-get install -y -qq --no-install-recommends curl >/dev/null
                  curl --fail --silent --show-error --max-time 20 --retry 3 "$PING_URL" >/dev/null

        """#
}
