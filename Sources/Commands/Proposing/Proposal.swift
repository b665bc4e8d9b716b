import AccessCore
import AccessRequests
import Git

/// One change of one request file on its way to a pull request.
struct Proposal {
    let path: String
    /// The file as it is to be; nil: it is taken away.
    let bytes: [UInt8]?
    /// What the branch is called after.
    let slug: String
    /// The commit's first line.
    let subject: String

    /// Branches tried by number after the first one's name is taken.
    private static let tries = 99

    /// Makes the branch and the commit from the base's tree, says what to do with them, and prints the forge's address. Work tree and
    /// index stay as they are, so whatever state they are in does no harm and comes to none.
    func commit(in clone: Clone, _ options: ProposalOptions, _ environment: Environment, _ console: Console) throws {
        let repository = clone.repository
        let author = try identity(.author, in: repository, environment)
        let committer = try identity(.committer, in: repository, environment)
        let seconds = SystemClock().now().seconds
        let update: TreeUpdate = bytes.map { .put(path: path, bytes: $0) } ?? .remove(path: path)
        let commit = try repository.makeCommit(
            tree: try repository.updatingTree(repository.commit(clone.base).tree, [update]), parents: [clone.base],
            author: Signature(name: author.name, mail: author.mail, seconds: seconds),
            committer: Signature(name: committer.name, mail: committer.mail, seconds: seconds), message: subject + "\n")
        let branch = try place(commit, in: repository)
        console.tell("committed \(commit.short()) on the new branch \(branch), from \(clone.baseName); your work tree is as it was")
        guard let remote = clone.remote, let url = try repository.address(ofRemote: remote) else {
            console.tell("there is no remote to push it to: merge \(branch) into \(clone.branch) when it is approved")
            return
        }
        console.tell("push it:  git push \(remote) \(branch)")
        if let address = ForgeAddress.ofNewPullRequest(remote: url, kind: options.forge, branch: branch, into: clone.branch) {
            console.tell("then open a pull request:")
            console.print(address)
        } else {
            console.tell("then open a pull request into \(clone.branch) (--forge github, gitlab or gitea prints its address)")
        }
    }

    private func identity(_ role: Identity.Role, in repository: Repository, _ environment: Environment) throws -> Identity {
        guard let identity = try repository.identity(as: role, environment: environment.variables) else {
            throw CommandFailure(
                "git doesn't know whose commit this is",
                advice: "Run git config --global user.name \"Your Name\" and git config --global user.email you@example.com.")
        }
        return identity
    }

    /// A branch of its own that wasn't there.
    private func place(_ commit: ObjectID, in repository: Repository) throws -> String {
        let taken = try Set(repository.references(matching: "refs/*").keys)
        for number in 1...Self.tries {
            let name = "daypass/\(slug)" + (number == 1 ? "" : "-\(number)")
            guard !taken.contains("refs/heads/\(name)"),
                !taken.contains(where: { $0.hasPrefix("refs/remotes/") && $0.hasSuffix("/\(name)") })
            else { continue }
            do {
                try repository.setReference("refs/heads/\(name)", to: commit, expecting: nil)
                return name
            } catch  where (try? repository.reference("refs/heads/\(name)")) ?? nil != nil {
                continue
            }
        }
        throw CommandFailure("there are \(Self.tries) branches daypass/\(slug) already", advice: "Delete those that were merged.")
    }
}
