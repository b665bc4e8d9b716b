import AccessCore
import Reconciliation

/// A directory for a run that pretends another time: deadlines come in pretended time, the directory lives in ours.
struct PretendedTime: Directory {
    let directory: any Directory
    /// How far the pretended time is ahead of ours.
    let ahead: Duration

    func read() async throws(DirectoryFailure) -> ActualAccount { try await directory.read() }

    func perform(_ change: DirectoryChange, before deadline: Timestamp?) async throws(DirectoryFailure) -> String? {
        try await directory.perform(change, before: deadline?.advanced(by: .zero - ahead))
    }

    var isEventuallyConsistent: Bool { directory.isEventuallyConsistent }
}
