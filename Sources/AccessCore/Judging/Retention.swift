/// Which files of requests have done their service and may go from the source branch.
package enum Retention {
    /// Files that one commit removes at most: what a person can still look through.
    package static let most = 500

    /// Those of requests that ended long enough ago, by the record, in the content that they ended with: what isn't ended
    /// on record is never touched, nor what somebody changed or brought back afterwards, nor an emergency that nobody has
    /// looked at.
    ///
    /// - Parameters:
    ///   - recorded: what the ledger holds, not what a run is about to put there.
    ///   - span: how long a file stays after its request's end.
    package static func spent(
        of submission: Submission, _ recorded: RecordedState, after span: Duration, at now: Timestamp
    ) -> [RequestVersion] {
        let spent = submission.requests.lazy.map(\.version).filter { version in
            guard let ended = recorded.tombstones[version.id], recorded.requests[version.id] == nil, ended.blob == version.blob,
                ended.because != .deleted, ended.at.advanced(by: span) <= now
            else { return false }
            return recorded.emergencies[version.id].map { $0.review != nil } ?? true
        }
        return Array(spent.sorted { $0.id < $1.id }.prefix(most))
    }
}
