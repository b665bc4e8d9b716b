import Git
import Reconciliation

extension LedgerFailure {
    /// A failure while talking to the remote.
    init(transfer error: any Error) {
        switch error {
        case let failure as LedgerFailure: self = failure
        case let failure as GitFailure where failure.kind == .auth: self.init(.refused, failure.message)
        case let failure as GitFailure: self.init(.unreachable, failure.message)
        default: self.init(.unreachable, "\(error)")
        }
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
