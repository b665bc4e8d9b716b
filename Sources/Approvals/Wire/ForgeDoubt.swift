import AccessCore

/// Why a forge's answer tells nothing yet. A sentence without its full stop, never with anything secret in it.
struct ForgeDoubt: Error, Hashable, Sendable {
    enum Reason: Hashable, Sendable {
        /// No answer, or not all of it: HTTP's words.
        case unreachable(String)
        /// It wants no calls before then.
        case pause(until: Timestamp)
        /// The calls that it grants in some time are used up.
        case limit(until: Timestamp?)
        case credentials(String)
        case forbidden(String)
        case notFound(String)
        case elsewhere(Int)
        case status(Int, String)
        case notJSON
        case shape(String)
        case echo
        case noPages
        case otherRepository(String)

        case unknownCommit(CommitID)
        case noPullRequest(CommitID)
        case severalPullRequests([Int])
        case tooMany(Int, String, limit: Int)
        case moving(Int)
        case pushesMissing(Int, String)
        case pushesBroken(Int, String)

        /// What only one forge says, in its folder's words.
        case own(String)
        /// The same, where asking for less may help.
        case tooMuch(String)
        /// The same, where asking anything else is in vain for now.
        case last(String)
    }

    let forge: ForgeDialect
    let reason: Reason

    /// Whether asking for less may help.
    var isOfSize: Bool {
        if case .tooMuch = reason { true } else { false }
    }

    /// Whether asking anything else is in vain for now.
    var endsAsking: Bool {
        switch reason {
        case .pause, .limit, .credentials, .last: true
        default: false
        }
    }

    /// Before when the forge wants no call; nil where it didn't say.
    var until: Timestamp? {
        switch reason {
        case .pause(let until): until
        case .limit(let until): until
        default: nil
        }
    }

    var isNotFound: Bool {
        if case .notFound = reason { true } else { false }
    }

    /// Whether it isn't there, or isn't for this token.
    var isHidden: Bool {
        switch reason {
        case .forbidden, .notFound: true
        default: false
        }
    }
}

extension ForgeDoubt: CustomStringConvertible {
    var description: String {
        switch reason {
        case .unreachable(let words): "\(forge.name) couldn't be asked (\(words)); \(Self.later)"
        case .pause(let until):
            "\(forge.name) was asked too much in too short a time, and wants no calls before \(until); the next run after that asks again"
        case .limit(let until):
            "\(forge.name) takes no more calls from us \(until.map { "until \($0)" } ?? "for now"); the next run after that asks again"
        case .credentials(let words):
            "\(forge.name) doesn't take the credentials\(Self.said(words)): renew what the variable of approval.forge holds"
        case .forbidden(let words): "\(forge.name) refuses to answer\(Self.said(words)): the token has to \(forge.rights)"
        case .notFound(let what):
            "\(forge.name) knows no \(what), or hides it from this token: look at approval.forge, and at what the token may read"
        case .elsewhere(let status):
            "\(forge.name)'s answer leads elsewhere (\(status)), which isn't followed: correct approval.forge.api, "
                + "or approval.forge.repository if it was renamed"
        case .status(let status, let words): "\(forge.name) answered with status \(status)\(Self.said(words)); \(Self.later)"
        case .notJSON: "\(forge.name)'s answer is not JSON, as an error page of something on the way; \(Self.later)"
        case .shape(let place): "\(forge.name)'s answer has another shape than expected at \(PlainWords(place)); \(Self.later)"
        case .echo: "the answer has our credentials in it, and isn't read: look at what approval.forge.api is"
        case .noPages:
            "\(forge.name)'s answer doesn't say whether there are more pages: look for something on the way that takes headers away"
        case .otherRepository(let name):
            "\(forge.name) answered for another repository than '\(PlainWords(name))': correct approval.forge.repository"
        case .unknownCommit(let commit): "\(forge.name) doesn't know \(commit.short) yet; \(Self.later)"
        case .noPullRequest(let commit):
            "\(forge.name) shows no \(forge.request) that was merged as \(commit.short): it is late, or there is none, "
                + "and then only a signature proves it"
        case .severalPullRequests(let numbers):
            "\(forge.name) shows more than one \(forge.request) as merged by this step "
                + "(\(numbers.map { forge.mark + "\($0)" }.joined(separator: ", "))): approve by a signature"
        case .tooMany(let number, let what, let limit):
            "\(named(number)) has more than the \(limit) \(what) that are read: approve by a signature, or propose it in a smaller one"
        case .moving(let number): "\(named(number)) changed while it was read; \(Self.later)"
        case .pushesMissing(let number, let branch):
            "\(forge.name) doesn't show yet who pushed the last commit of '\(PlainWords(branch))' (\(named(number))); \(Self.later)"
        case .pushesBroken(let number, let branch):
            "\(forge.name) doesn't show all pushes to '\(PlainWords(branch))' (\(named(number))) since the branch was made: "
                + "approve by a signature, or propose it from a new branch"
        case .own(let words), .tooMuch(let words), .last(let words): words
        }
    }

    private func named(_ number: Int) -> String { "\(forge.request) \(forge.mark)\(number)" }

    static let later = "the next run asks again"

    private static func said(_ words: String) -> String { words.isEmpty ? "" : " ('\(words)')" }
}
