import AccessCore
import AccessRequests
import Git
import Reports

extension Clone {
    /// Which requests of the base run at the same time as a new one, in the words of `daypass check`; nil if none does.
    ///
    /// - Parameter path: of the new file.
    func overlaps(of request: AccessRequest, at path: String) throws -> String? {
        let unchanged = UnchangedRequests(repository) {
            try repository.list(repository.commit(base).tree, under: "requests").filter { $0.path.text != path }
        }
        let decoder = RequestDecoder(timezone: timezone)
        let others = try unchanged.search(for: [Array(request.user.text.utf8)]).compactMap { decoder.decode($0).value }
        let proposal = ProposedRequest(id: request.id, path: path, before: .absent, after: .request(request))
        let meaning = ChangeMeaning(
            ChangeMeaning.Input(
                requests: [proposal], accepted: policies, proposed: nil, started: policies, others: others, snapshot: nil, now: now))
        return CheckText(time: time).overlaps(of: request.id, in: meaning)
    }
}
