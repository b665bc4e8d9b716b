/// Requests that are in force and whose files are all gone at once: more likely a mistake than so many ends.
package struct Vanishing: Hashable, Sendable {
    /// Those in force by the record. A single one is ended by deleting its file, as ever.
    package let requests: [RequestID]

    /// Nil unless there is no request's file left at all, and more than one request is in force, or was when they vanished.
    package init?(of submission: Submission, _ recorded: RecordedState, at now: Timestamp) {
        let inForce = recorded.requests.values.filter { $0.window.end > now }.map(\.version.id).sorted()
        guard submission.requests.isEmpty, inForce.count > 1 || recorded.vanished != nil, !inForce.isEmpty else { return nil }
        requests = inForce
    }

    /// The text whose hash a person releases: exactly these ends.
    package var statement: String { "daypass release v1\nvanished\n" + requests.map { "\($0)\n" }.joined() }

    /// What is to be said of it, with the hash of its statement.
    package func diagnostic(hash: String) -> Diagnostic {
        Diagnostic(
            .error, "DP5007", "there is not one request left on the source branch, and \(requests.count) are in force",
            advice:
                "They stay in force until their ends. Put the files back as they were; if all of them are meant to end now, run daypass release \(hash)."
        )
    }
}
