import AccessCore
import Git
import Reconciliation
import Testing

@testable import Ledger

/// A sample ledger, and its history to forge.
struct TamperingSample {
    let world: LedgerWorld
    let tip: ObjectID
    let honest: Forgery

    init() async throws {
        world = try LedgerWorld()
        tip = try await world.beginSample()
        honest = try Forgery(of: tip, in: try Repository.openBare(at: world.remotePath))
    }
}

/// Tests that forge a ledger and look whether it is found.
protocol TamperingSuite {
    var sample: TamperingSample { get }
}

extension TamperingSuite {
    var world: LedgerWorld { sample.world }
    var tip: ObjectID { sample.tip }
    var honest: Forgery { sample.honest }

    func expectMissing(_ anchor: LedgerAnchor, _ tip: ObjectID) {
        guard let repository = try? Repository.openBare(at: world.remotePath),
            case .broken(let fault, _) = LedgerVerifier(of: "audit", anchor: anchor).verify(tip, in: repository)
        else {
            Issue.record("\(anchor) was found")
            return
        }
        #expect(fault.kind == .anchorMissing("\(anchor)"))
    }

    func expectConsistent(_ forgery: Forgery) {
        do {
            let repository = try Repository.openBare(at: world.remotePath)
            let verdict = LedgerVerifier(of: "audit").verify(try forgery.build(in: repository), in: repository)
            if case .consistentNotAnchored = verdict {} else { Issue.record("\(verdict)") }
        } catch { Issue.record(error) }
    }

    /// The fault is in the forged commit, or in the next one, where the chain doesn't go on.
    @discardableResult
    func expectFound(_ forgery: Forgery, near step: Int, _ what: String, file: String? = nil) -> LedgerFault? {
        do {
            let repository = try Repository.openBare(at: world.remotePath)
            var shown = forgery
            // What comes later plays no part, and writing it takes time.
            shown.steps.removeLast(max(0, shown.steps.count - step - 3))
            let tip = try shown.build(in: repository)
            guard case .broken(let fault, let summary) = LedgerVerifier(of: "audit").verify(tip, in: repository) else {
                Issue.record("not found: \(what)")
                return nil
            }
            #expect(fault.commit != nil, "\(what): no commit is named")
            #expect(summary.commits >= step && summary.commits <= step + 2, "\(what): found only at commit \(summary.commits)")
            if let file { #expect(fault.file == file, "\(what): \(fault)") }
            return fault
        } catch {
            Issue.record(error)
            return nil
        }
    }
}
