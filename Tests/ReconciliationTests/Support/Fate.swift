import AccessCore
import Reconciliation
import Synchronization

/// A call that a run makes of the world.
enum Call: Hashable {
    case openLedger
    case append(LedgerPhase)
    case obstacle, lastKnown, spool, readSource
    case openDirectory(AccountName)
    case read(AccountName)
    case write(AccountName, DirectoryChange)

    var isOfLedger: Bool {
        switch self {
        case .openLedger, .append, .lastKnown, .spool: true
        default: false
        }
    }

    var isOfDirectory: Bool {
        switch self {
        case .openDirectory, .read, .write: true
        default: false
        }
    }
}

/// What goes wrong with a call. `done`: it has its effect all the same.
enum Fault: Hashable {
    /// The process is gone from here on.
    case killed(done: Bool)
    case directory(DirectoryFailure.Kind, done: Bool)
    case ledger(LedgerFailure.Kind, done: Bool)
    case source

    var isDone: Bool {
        switch self {
        case .killed(let done), .directory(_, let done), .ledger(_, let done): done
        case .source: false
        }
    }
}

/// What happens to one run: counts its calls and breaks the ones it is told to.
final class Fate: Sendable {
    typealias Script = @Sendable (_ call: Call, _ number: Int) -> Fault?
    private let state = Mutex<(calls: Int, isDead: Bool, hasLedgerFailed: Bool)>((0, false, false))
    private let script: Script
    /// Runs before a call takes place: somebody else's doings.
    private let meanwhile: @Sendable (_ call: Call, _ number: Int) async -> Void

    init(breaking script: @escaping Script = { _, _ in nil }, meanwhile: @escaping @Sendable (Call, Int) async -> Void = { _, _ in }) {
        (self.script, self.meanwhile) = (script, meanwhile)
    }

    /// Something goes wrong with the Nth call that `concerns` picks, counted from 1.
    static func at(_ number: Int, of concerns: @escaping @Sendable (Call) -> Bool = { _ in true }, _ fault: Fault) -> Fate {
        let count = Counter()
        return Fate(breaking: { call, _ in concerns(call) && count.next() == number ? fault : nil })
    }

    var calls: Int { state.withLock(\.calls) }
    var isDead: Bool { state.withLock(\.isDead) }
    var hasLedgerFailed: Bool { state.withLock(\.hasLedgerFailed) }

    func next(_ call: Call) async -> Fault? {
        let number = state.withLock { state in
            state.calls += 1
            return state.calls
        }
        await meanwhile(call, number)
        if isDead { return .killed(done: false) }
        let fault = script(call, number)
        state.withLock { state in
            if case .killed = fault { state.isDead = true }
            if case .ledger = fault { state.hasLedgerFailed = true }
        }
        return fault
    }
}

final class Counter: Sendable {
    private let count = Mutex(0)
    func next() -> Int {
        count.withLock {
            $0 += 1
            return $0
        }
    }
}
