import AccessCore
import AccessRequests
import Approvals
import Cryptography
import Git
import Reports

/// Something that can be approved: a request's file, the review of an emergency, or all policies.
struct ApprovalTarget {
    let subject: ApprovalStatement.Subject
    /// Its path, or `policies/`.
    let name: String
    let kind: Kind

    enum Kind {
        /// With what it would give, and the file's text.
        case request(AccessRequest, gives: [GivenAccess], text: String)
        /// Of the request that it is about.
        case review(ReviewVerdict, AccessRequest, gives: [GivenAccess], text: String)
        case policies
    }

    /// Whose word it needs, by entitlement; for policies by team.
    var rules: [ApprovalNeed.Rule] {
        switch kind {
        case .request(_, let gives, _), .review(_, _, let gives, _):
            gives.flatMap { given -> [ApprovalNeed.Rule] in
                if case .rules(let rules) = given.approval { rules } else { [] }
            }
        case .policies: []
        }
    }

    /// When what it gives ends at the latest; nil if that isn't known before it is accepted.
    var end: Timestamp? {
        guard case .request(let request, _, _) = kind else { return nil }
        switch (request.end, request.start) {
        case (.at(let end), _): return end
        case (.after(let span), let start?): return start.advanced(by: span)
        case (.after, nil): return nil
        }
    }
}

/// What a commit holds that can be approved, judged by the policies in force.
struct ApprovalTargets {
    let clone: Clone
    let commit: ObjectID
    /// As people call it.
    let name: String
    let console: Console

    private static let reviewEnding = ".review.yaml"

    /// - Parameter text: a request's path, id or name, a review's path, or `policies`.
    func target(_ text: String) throws -> ApprovalTarget {
        if text == "policies" || text == "policies/" { return try policies() }
        return text.hasSuffix(Self.reviewEnding) ? try review(text) : try request(text)
    }

    private func policies() throws -> ApprovalTarget {
        let root = try clone.repository.commit(commit).tree
        guard let entry = try clone.repository.entry(at: "policies", in: root), entry.kind == .tree else {
            throw CommandFailure("there are no policies at \(name)", advice: "Check out the branch that changes them.")
        }
        return ApprovalTarget(subject: .policies(tree: TreeID(entry.id.hex)), name: "policies/", kind: .policies)
    }

    private func request(_ text: String) throws -> ApprovalTarget {
        let file = try clone.request(text, at: (commit, name))
        let request = try decoded(file)
        return ApprovalTarget(
            subject: subject(file), name: file.path,
            kind: .request(request, gives: gives(request), text: String(decoding: file.bytes, as: UTF8.self)))
    }

    private func review(_ text: String) throws -> ApprovalTarget {
        let path = text.hasPrefix(RequestPath.folder) ? text : RequestPath.folder + text
        let root = try clone.repository.commit(commit).tree
        guard case .review(let id) = RequestPath(path), let entry = try clone.repository.entry(at: path, in: root), entry.kind == .file
        else {
            throw CommandFailure("there is no review '\(path.printable)' at \(name)", advice: "Write its path, requests/….review.yaml.")
        }
        let file = SourceFile(path: path, bytes: try clone.repository.blob(entry.id, limit: SourceReader.requestLimit))
        let verdict = ReviewDecoder().decode(file)
        guard let value = verdict.value else { throw broken(verdict.diagnostics, path) }
        var request = try decoded(try clone.request(id.text, at: (commit, name)))
        // It is approved as a request without an emergency would be.
        request.isEmergency = false
        return ApprovalTarget(
            subject: subject(file), name: path,
            kind: .review(value, request, gives: gives(request), text: String(decoding: file.bytes, as: UTF8.self)))
    }

    private func decoded(_ file: SourceFile) throws -> AccessRequest {
        let decoded = RequestDecoder(timezone: clone.timezone).decode(file)
        guard let request = decoded.value else { throw broken(decoded.diagnostics, file.path) }
        return request
    }

    private func broken(_ diagnostics: [Diagnostic], _ path: String) -> CommandFailure {
        Clone.tell(diagnostics, console)
        return CommandFailure("\(path) has mistakes", advice: "There is nothing to approve until they are mended.")
    }

    private func subject(_ file: SourceFile) -> ApprovalStatement.Subject { .request(path: file.path, sha256: SHA256.hash(file.bytes)) }

    private func gives(_ request: AccessRequest) -> [GivenAccess] {
        let change = ProposedRequest(id: request.id, path: "requests/\(request.id).yaml", before: .absent, after: .request(request))
        let input = ChangeMeaning.Input(
            requests: [change], accepted: clone.policies, proposed: nil, started: clone.policies, others: [], snapshot: nil, now: clone.now)
        return ChangeMeaning(input).requests.first?.gives ?? []
    }
}
