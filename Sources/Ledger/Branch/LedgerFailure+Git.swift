import Git
import Reconciliation

extension LedgerFailure {
    /// A failure while reading from the remote: whatever the reason, nothing of it can be seen.
    init(fetching error: any Error) {
        self.init(.unreachable, (error as? GitFailure)?.message ?? "\(error)")
    }

    /// A failure before anything was written to the remote.
    init(pushing error: any Error) {
        guard let failure = error as? GitFailure, failure.kind == .auth else {
            self.init(fetching: error)
            return
        }
        self.init(.refused, failure.message)
    }

    /// A failure while reading what was fetched.
    init(reading error: any Error) {
        switch error {
        case let failure as LedgerFailure: self = failure
        case let fault as LedgerFault: self.init(.corrupt, fault.description)
        case let failure as GitFailure: self.init(.corrupt, failure.message)
        default: self.init(.corrupt, "\(error)")
        }
    }
}
