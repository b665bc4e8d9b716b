import ArgumentParser
import Git
import Reconciliation

/// Runs a command's work and tells its failures in the command's own way.
enum Attended {
    static let credentialAdvice = "Look at the credentials: DAYPASS_GIT_TOKEN for http, the key and its rights for ssh."

    static func run(_ console: Console, _ work: (Console) async throws -> Void) async throws {
        do { try await work(console) } catch let failure as CommandFailure {
            console.warn("error: \(failure)")
            throw failure.isUsage ? Ending.usage : Ending.problems
        } catch let failure as GitFailure {
            console.warn("error: \(failure.message)" + (failure.kind == .auth ? "\n  \(Self.credentialAdvice)" : ""))
            throw Ending.problems
        } catch let failure as LedgerFailure {
            console.warn("error: \(failure.message)\n  \(failure.advice)")
            throw Ending.problems
        } catch let failure as SourceFailure {
            console.warn("error: \(failure.message)\n  \(failure.advice)")
            throw Ending.problems
        }
    }
}
