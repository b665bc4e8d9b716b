/// The texts of a new access repository's files.
enum ScaffoldTexts {
    static func settings(repository: String, timezone: String) -> String {
        """
        # How this repository is run. A change here is a change of policy: it needs approval like one, and counts from then on.
        version: 1

        # The identity of this repository in the ledger, whatever address it is fetched from.
        repository: \(repository)

        # Times without an offset are read, and all times are shown, by this zone's clocks.
        timezone: \(timezone)

        accounts:
          # A directory in a file, to try things out: run the commands from the folder that has it.
          training:
            directory: file:training.json

          # An AWS account. The role is assumed to reach it; without one the caller's credentials are used.
          # prod:
          #   id: "111111111111"
          #   role: arn:aws:iam::111111111111:role/Daypass

        # Members that nobody approved: an alarm in every run. Say enforce, here or in an entitlement, to have them removed.
        drift: report

        approval:
          # Merged into the protected branch counts as approved.
          evidence: [merge]
          policy-owners: [security]

        audit: { branch: audit }

        # How often a run is expected.
        cadence: 15m

        """
    }

    static let people = """
        # Who is who: IAM users, mail addresses, accounts at forges, teams.
        version: 1

        people:
          # The name is the IAM user's name too, unless `iam` says otherwise.
          sample01:
            mail: sample01@example.com
          lead01:
            mail: lead01@example.com
          security01:
            mail: security01@example.com

        teams:
          developers: [sample01]
          leads: [lead01]
          security: [security01]

        """

    static let entitlement = """
        # One file an entitlement; its name is the file's. This one gives membership in SampleWorkGroup.
        version: 1
        description: An entitlement to try things out with
        account: training
        group: SampleWorkGroup

        # Any one entry suffices; it is judged again in every run.
        eligible:
          teams: [developers]

        approval:
          rules:
            - { from: leads, count: 1 }

        limits: { duration: 12h }

        """

    static let request = """
        # One file, one person, one window. To end it early, delete the file or bring the end forward.
        version: 1
        user: sample01
        access: [sample]
        duration: 1h
        reason: To see what happens

        """

    static let directory = """
        {
          "version": 1,
          "groups": ["SampleWorkGroup"],
          "users": {
            "sample01": { "groups": [], "tags": {}, "policies": {} },
            "lead01": { "groups": [], "tags": {}, "policies": {} }
          }
        }

        """

    static let owners = """
        # Who has to approve what, with "require review from code owners" in the branch's protection. Put your teams in.
        # The last line that fits counts.
        *             @example/security
        /requests/    @example/leads
        /policies/    @example/security
        /.github/     @example/security
        /.gitlab/     @example/security
        /.gitlab-ci.yml @example/security
        /CODEOWNERS   @example/security

        """

    static let pullRequest = """
        <!-- For access: one file below requests/, nothing else. daypass request writes it for you. -->

        - [ ] Who, what, until when and why stand in the file, and the check below says that it is valid.
        - [ ] It asks for no more, and for no longer, than the work takes.

        """

    static let readme = """
        # Access

        Time-boxed IAM access by pull request, with Daypass: who needs production access writes a file below `requests/`, gets it
        when that file is merged, and loses it at its end.

        ## To ask for access

        ```sh
        daypass request            # asks what it needs to know, and makes a branch with the file
        daypass end REQUEST        # when the work is done early
        daypass extend REQUEST --by 2h
        ```

        By hand it is a file like [requests/FOLDER/sample.yaml](requests/FOLDER/sample.yaml); `daypass check` says what is wrong with it.

        ## To set it up

        1. Put your accounts, people, groups and time zone into `policies/`, and your teams into `CODEOWNERS`. `daypass check` has to be content.
        2. Commit the policies and push them; then make the ledger: `daypass audit init`. Keep the root of trust that it prints.
        3. Commit the sample request after that, in a change of its own: requests that come together with policies are not granted.
           `daypass plan` says what would be done, `daypass reconcile` does it. The sample's account is the file `training.json`.
        4. Protect the default branch: changes by pull request only, with an approval of the code owners, for everybody.
        5. Set the variables that stand at the top of the workflows, and make the role in AWS: `daypass doctor` says what it needs.

        """
}
