/// The files of a new access repository.
struct Scaffold {
    /// The forges that it has workflows for.
    var forges: [ForgeKind]
    /// Its identity: `owner/name`.
    var repository: String
    /// A name of the time zone database.
    var timezone: String
    /// `2026/11`: where the sample request stands.
    var month: String

    struct File: Hashable {
        var path: String
        var text: String
    }

    /// In the order in which they are told.
    var files: [File] {
        var files = [
            File(path: "policies/settings.yaml", text: ScaffoldTexts.settings(repository: repository, timezone: timezone)),
            File(path: "policies/people.yaml", text: ScaffoldTexts.people),
            File(path: "policies/access/sample.yaml", text: ScaffoldTexts.entitlement),
            File(path: "requests/\(month)/sample.yaml", text: ScaffoldTexts.request),
            File(path: "training.json", text: ScaffoldTexts.directory),
            File(path: "CODEOWNERS", text: ScaffoldTexts.owners),
            File(path: "README.md", text: ScaffoldTexts.readme.replacing("FOLDER", with: month)),
        ]
        for forge in forges {
            switch forge {
            case .github:
                files += [
                    File(path: ".github/workflows/check.yaml", text: ScaffoldTexts.githubCheck),
                    File(path: ".github/workflows/comment.yaml", text: ScaffoldTexts.githubComment),
                    File(path: ".github/workflows/reconcile.yaml", text: ScaffoldTexts.githubReconcile),
                    File(path: ".github/pull_request_template.md", text: ScaffoldTexts.pullRequest),
                ]
            case .gitlab:
                files += [
                    File(path: ".gitlab-ci.yml", text: ScaffoldTexts.gitlab),
                    File(path: ".gitlab/merge_request_templates/Default.md", text: ScaffoldTexts.pullRequest),
                ]
            case .gitea: files.append(File(path: ".gitea/pull_request_template.md", text: ScaffoldTexts.pullRequest))
            }
        }
        return files
    }
}
