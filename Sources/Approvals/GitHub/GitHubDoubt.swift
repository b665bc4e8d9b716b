import AccessCore

/// Why GitHub's answer tells nothing yet. A sentence without its full stop, never with anything secret in it.
enum GitHubDoubt: Error, Hashable, Sendable {
    /// No answer, or not all of it: HTTP's words.
    case unreachable(String)
    /// The calls of this hour are used up.
    case limit(until: Timestamp?)
    /// Too many calls in a short time.
    case pause(until: Timestamp)
    case credentials(String)
    case forbidden(String)
    case notFound(String)
    case elsewhere(Int)
    case status(Int, String)
    /// GitHub gave up on a query, or a gateway before it did.
    case tooMuch(Int)
    case notJSON
    case shape(String)
    case echo
    case errors(String)
    case repository(String)
    case otherRepository(String)
    case signing(String)

    case unknownCommit(CommitID)
    case noPullRequest(CommitID)
    case severalPullRequests([Int])
    case pages(Int, String, limit: Int)
    case moving(Int)
    case pushesMissing(Int, String)
    case pushesBroken(Int, String)
    case pushesPages(Int, String)

    /// Whether asking for less may help.
    var isOfSize: Bool {
        switch self {
        case .tooMuch, .errors: true
        default: false
        }
    }

    /// Before when GitHub wants no call; nil where it didn't say.
    var until: Timestamp? {
        switch self {
        case .limit(let until): until
        case .pause(let until): until
        default: nil
        }
    }

    /// Whether it isn't there, or isn't for this token.
    var isHidden: Bool {
        switch self {
        case .forbidden, .notFound: true
        default: false
        }
    }

    /// Whether asking anything else is in vain for now.
    var endsAsking: Bool {
        switch self {
        case .limit, .pause, .credentials, .signing: true
        default: false
        }
    }
}

extension GitHubDoubt: CustomStringConvertible {
    var description: String {
        switch self {
        case .unreachable(let words): "GitHub couldn't be asked (\(words)); \(Self.later)"
        case .limit(let until):
            "GitHub takes no more calls from us \(until.map { "until \($0)" } ?? "for now"); the next run after that asks again"
        case .pause(let until):
            "GitHub was asked too much in too short a time, and wants none before \(until); the next run after that asks again"
        case .credentials(let words):
            "GitHub doesn't take the credentials\(Self.said(words)): renew what the variable of approval.forge holds"
        case .forbidden(let words):
            "GitHub refuses to answer\(Self.said(words)): the token has to read contents and pull requests of this repository"
        case .notFound(let what):
            "GitHub knows no \(what), or hides it from this token: look at approval.forge, and at what the token may read"
        case .elsewhere(let status): "GitHub's answer leads elsewhere (\(status)), which isn't followed: correct approval.forge.api"
        case .status(let status, let words): "GitHub answered with status \(status)\(Self.said(words)); \(Self.later)"
        case .tooMuch(let status): "GitHub couldn't answer in time (\(status)); \(Self.later)"
        case .notJSON: "GitHub's answer is not JSON, as an error page of something on the way; \(Self.later)"
        case .shape(let place): "GitHub's answer has another shape than expected at \(place); \(Self.later)"
        case .echo: "the answer has our credentials in it, and isn't read: look at what approval.forge.api is"
        case .errors(let words): "GitHub answered only in part\(Self.said(words)); \(Self.later)"
        case .repository(let name):
            "GitHub shows no repository '\(name)': correct approval.forge.repository if it was renamed, or let the token read it"
        case .otherRepository(let name): "GitHub answered for another repository than '\(name)'; correct approval.forge.repository"
        case .signing(let words): "the App's token can't be signed (\(words)): look at the private key of approval.forge"
        case .unknownCommit(let commit): "GitHub doesn't know \(commit.short) yet; \(Self.later)"
        case .noPullRequest(let commit):
            "GitHub shows no pull request for \(commit.short): its index is late, or it was pushed without one, and then only a signature proves it"
        case .severalPullRequests(let numbers):
            "GitHub shows more than one pull request as merged by this step (\(numbers.map { "#\($0)" }.joined(separator: ", "))); approve by a signature"
        case .pages(let number, let what, let limit):
            "pull request #\(number) has more than the \(limit) \(what) that are read: approve by a signature, or propose it in a smaller one"
        case .moving(let number): "pull request #\(number) changed while it was read; \(Self.later)"
        case .pushesMissing(let number, let branch):
            "GitHub doesn't show yet who pushed the last commit of '\(PlainWords(branch))' (pull request #\(number)); \(Self.later)"
        case .pushesBroken(let number, let branch):
            "GitHub doesn't show all pushes to '\(PlainWords(branch))' (pull request #\(number)) since the branch was made: "
                + "approve by a signature, or propose it from a new branch"
        case .pushesPages(let number, let branch):
            "'\(PlainWords(branch))' (pull request #\(number)) was pushed to more often than the 100 times that are read: "
                + "approve by a signature, or propose it from a new branch"
        }
    }

    private static let later = "the next run asks again"

    private static func said(_ words: String) -> String { words.isEmpty ? "" : " ('\(words)')" }
}
