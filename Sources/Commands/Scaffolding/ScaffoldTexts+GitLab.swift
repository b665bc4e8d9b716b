extension ScaffoldTexts {
    /// `.gitlab-ci.yml`, as this project has it in `examples/gitlab`; a test compares the two.
    static let gitlab = #"""
        # Daypass on GitLab: a check of merge requests, and a reconcile on merge and on a schedule. docs/gitlab-ci.md explains it.
        stages: [check, reconcile]

        variables:
          # The repository of Daypass and its commit, all 40 digits.
          DAYPASS_SOURCE: https://gitlab.example.com/tools/daypass.git
          DAYPASS_COMMIT: "0000000000000000000000000000000000000000"

        # GitLab keeps the caches of protected branches apart from others: let that setting stand.
        .daypass:
          # Pin it by digest (swift@sha256:…) once you have looked at it.
          image: swift:6.2-bookworm
          timeout: 30 minutes
          cache: &binary
            key: daypass-$DAYPASS_COMMIT
            paths: [daypass-built]
          before_script:
            - git init --quiet daypass-source
            - git -C daypass-source fetch --quiet --depth=1 "$DAYPASS_SOURCE" "$DAYPASS_COMMIT"
            - git -C daypass-source checkout --quiet FETCH_HEAD
            # The binary may be there already; the C libraries are not.
            - daypass-source/scripts/prepare build
            - test -x daypass-built/bin/daypass || daypass-source/scripts/install "$PWD/daypass-built"

        # No credentials; nothing of the merge request is executed but this file (guard it with CODEOWNERS): its commit is only read.
        check:
          extends: .daypass
          stage: check
          rules:
            - if: $CI_PIPELINE_SOURCE == "merge_request_event"
          variables:
            GIT_DEPTH: "0"
          script:
            - git fetch --quiet origin "$CI_MERGE_REQUEST_TARGET_BRANCH_NAME"
            - base=$(git merge-base FETCH_HEAD "$CI_COMMIT_SHA")
            # Shown in the merge request at its lines; no token is needed for that.
            - daypass-built/bin/daypass check . --commit "$CI_COMMIT_SHA" --base "$base" --format gitlab > daypass-quality.json || true
            - daypass-built/bin/daypass check . --commit "$CI_COMMIT_SHA" --base "$base"
          artifacts:
            when: always
            expire_in: 1 day
            reports:
              codequality: daypass-quality.json

        # One comment under each open merge request, replaced in place. It runs on the default branch, with the default branch's file,
        # on a schedule: a merge request's own pipeline must not see a token that can write. Without the token it doesn't run.
        comment:
          extends: .daypass
          stage: check
          rules:
            - if: $CI_PIPELINE_SOURCE == "schedule" && $CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH && $DAYPASS_COMMENTS == "yes"
          # A protected environment: it holds DAYPASS_COMMENT_TOKEN.
          environment:
            name: daypass-comment
            action: access
          variables:
            GIT_DEPTH: "0"
          script:
            - command -v python3 >/dev/null || { apt-get update -qq; apt-get install -y -qq --no-install-recommends python3-minimal; }
            - daypass-source/scripts/comment list > daypass-open
            - |
              while read -r number head; do
                git fetch --quiet origin "refs/merge-requests/$number/head" "$CI_DEFAULT_BRANCH" || continue
                status=0
                daypass-built/bin/daypass check . --commit "$head" --base "origin/$CI_DEFAULT_BRANCH" --format markdown --comment-limit 1000000 \
                  > daypass-comment.md || status=$?
                # 1 is a mistake in the merge request, which the comment tells.
                if [ "$status" -le 1 ] && [ -s daypass-comment.md ]; then
                  HEAD_SHA="$head" daypass-source/scripts/comment post "$number" daypass-comment.md
                fi
              done < daypass-open

        reconcile:
          extends: .daypass
          stage: reconcile
          rules:
            - if: $CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH
          # One at a time, and none is cut off in the middle.
          resource_group: daypass
          interruptible: false
          # A protected environment: it holds DAYPASS_ROLE, DAYPASS_ROOT and DAYPASS_GIT_TOKEN.
          environment:
            name: daypass
            action: access
          id_tokens:
            DAYPASS_WEB_IDENTITY:
              aud: sts.amazonaws.com
          variables:
            # The command fetches by itself.
            GIT_STRATEGY: none
            DAYPASS_CACHE: $CI_PROJECT_DIR/daypass-cache
            DAYPASS_GIT_USER: daypass
          cache:
            - *binary
            # The state seen last, for the hour in which git can't be reached, and what was done in that hour: on record nowhere else, so
            # kept above all after a run that failed.
            - key: daypass-cache
              paths: [daypass-cache]
              when: always
          script:
            - printf %s "$DAYPASS_WEB_IDENTITY" > "$CI_PROJECT_DIR/daypass-token"
            - export AWS_WEB_IDENTITY_TOKEN_FILE="$CI_PROJECT_DIR/daypass-token" AWS_ROLE_ARN="$DAYPASS_ROLE"
            - DAYPASS_REPOSITORY="$CI_PROJECT_URL.git" DAYPASS_BRANCH="$CI_DEFAULT_BRANCH" daypass-built/bin/daypass reconcile
          # daypass-cache/runner says that one run at a time uses the cache, which isn't so for copies of it.
          after_script:
            - rm -f "$CI_PROJECT_DIR/daypass-token" "$CI_PROJECT_DIR/daypass-cache/runner"

        """#
}
