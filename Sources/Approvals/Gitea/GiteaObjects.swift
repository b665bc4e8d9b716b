import AccessCore

/// What stands at commits.
struct GiteaObjects: Sendable {
    private let path: String
    private let conversation: RestConversation

    /// - Parameter path: the repository's, below the API's address.
    init(path: String, _ conversation: RestConversation) { (self.path, self.conversation) = (path, conversation) }

    private struct File: Decodable, Sendable {
        let path: String
        let sha: ObjectName
        /// `file`, `symlink`, `dir` or `submodule`.
        let type: String
    }

    private struct Tree: Decodable, Sendable {
        struct Entry: Decodable, Sendable {
            let path: String
            let type: String
            let sha: ObjectName
        }

        let tree: [Entry]
        let truncated: Bool
    }

    /// By path, git's id of each file or folder that is there.
    func standing(_ contents: [StepQuestion.Content], at commit: CommitID) async throws(ForgeDoubt) -> [String: String] {
        var objects: [String: String] = [:]
        for content in contents {
            objects[content.path] = content.sha256 == nil ? try await tree(content.path, commit) : try await blob(content.path, commit)
        }
        return objects
    }

    /// Nil if there is none.
    private func blob(_ file: String, _ commit: CommitID) async throws(ForgeDoubt) -> String? {
        let segments = file.split(separator: "/").map { WebAddress.encoded(String($0)) }.joined(separator: "/")
        do throws(ForgeDoubt) {
            let found = try await conversation.get("\(path)/contents/\(segments)?ref=\(commit.text)", File.self, what: "file")
            guard found.path == file else { throw conversation.doubt(.shape("path")) }
            return found.type == "file" ? found.sha.text : nil
        } catch {
            if error.isNotFound { return nil }
            throw error
        }
    }

    /// Of a folder at the top; nil if there is none.
    private func tree(_ folder: String, _ commit: CommitID) async throws(ForgeDoubt) -> String? {
        let tree = try await conversation.get("\(path)/git/trees/\(commit.text)?per_page=1000", Tree.self, what: "tree")
        guard !tree.truncated else { throw conversation.doubt(.shape("truncated")) }
        return tree.tree.first { $0.path == folder && $0.type == "tree" }?.sha.text
    }
}
