import AccessCore

/// The source branch: requests and policies, commit by commit.
// Sendable unproven by the compiler: touched by the scheduler's one thread alone.
final class Source: @unchecked Sendable {
    /// A request's file.
    struct File: Hashable {
        var blob: BlobID
        /// Nil for one with mistakes.
        var request: AccessRequest?
    }

    /// The review of an emergency.
    struct Review: Hashable {
        var blob: BlobID
        var verdict: ReviewVerdict
    }

    /// `policies/`: nil for one with mistakes.
    struct Policies {
        var tree: TreeID
        var set: PolicySet?
    }

    struct Commit {
        var parent: Int?
        var time: Int
        var files: [RequestID: File]
        var reviews: [RequestID: Review] = [:]
        /// Signatures by what they lie beside, and by whom they say they are.
        var signatures: [String: [PersonName: SignatureFile]] = [:]
        var policies: Policies
        /// It changed requests and policies together.
        var isMixed: Bool
        var story: String
    }

    private(set) var commits: [Commit] = []
    private(set) var tip = 0
    /// Tips that the branch had, and since when.
    private(set) var tips: [(time: Int, tip: Int)] = []
    /// How steps came in, where that matters.
    private(set) var proposals: [Int: Proposal] = [:]
    private var blobs = 0
    /// Every signature that ever lay there, by its bytes.
    private(set) var signatures: [[UInt8]: SignatureFile] = [:]

    init(_ policies: PolicySet) {
        commits = [
            Commit(parent: nil, time: 0, files: [:], policies: Policies(tree: policies.tree, set: policies), isMixed: false, story: "root")
        ]
        tips = [(0, 0)]
    }

    var newest: Commit { commits[tip] }

    static func id(of commit: Int) -> CommitID { CommitID(hex(commit, from: "5")) }

    static func number(of id: CommitID) -> Int? { Int(id.text.drop { $0 == "0" }.dropFirst(), radix: 16) }

    /// A commit at the head of a pull request.
    static func head(_ push: Int, of proposal: Int) -> CommitID { CommitID(hex(proposal * 16 + push, from: "9")) }

    /// 40 digits that tell what they name.
    private static func hex(_ number: Int, from mark: String) -> String {
        let digits = mark + String(number, radix: 16)
        return String(repeating: "0", count: 40 - digits.count) + digits
    }

    func nextBlob() -> BlobID {
        blobs += 1
        return BlobID(Self.hex(blobs, from: "b"))
    }

    func nextNumber() -> Int {
        blobs += 1
        return blobs
    }

    func nextTree() -> TreeID {
        blobs += 1
        return TreeID(Self.hex(blobs, from: "7"))
    }

    /// Somebody merges a change.
    func merge(at now: Int, _ story: String, _ change: (inout Commit) -> Void) {
        var next = newest
        (next.parent, next.time, next.story) = (tip, now, story)
        change(&next)
        next.isMixed = next.files != newest.files && next.policies.tree != newest.policies.tree
        commits.append(next)
        tip = commits.count - 1
        tips.append((now, tip))
    }

    /// How a step came in, or what became of its pull request since.
    func set(_ proposal: Proposal, of step: Int) { proposals[step] = proposal }

    /// Puts files into the step that is being made.
    func sign(_ path: String, as person: PersonName, _ file: SignatureFile) {
        commits[tip].signatures[path, default: [:]][person] = file
        signatures[file.bytes] = file
    }

    /// The step that gave a request's review its content as it is at a commit.
    func origin(ofReview id: RequestID, at commit: Int) -> Int? {
        let review = commits[commit].reviews[id]
        return line(from: commit).prefix { commits[$0].reviews[id] == review }.last
    }

    /// Somebody pushes another history over the last commits.
    func rewrite(droppingLast count: Int, at now: Int) {
        var base = tip
        for _ in 0..<count { base = commits[base].parent ?? base }
        var next = commits[base]
        (next.parent, next.time, next.story) = (base, now, "another history")
        commits.append(next)
        tip = commits.count - 1
        tips.append((now, tip))
    }

    /// From a commit down to the first.
    func line(from commit: Int) -> [Int] {
        var line: [Int] = []
        var next: Int? = commit
        while let number = next {
            line.append(number)
            next = commits[number].parent
        }
        return line
    }
}
