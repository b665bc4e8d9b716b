import CLibCurl
import Synchronization

/// What other threads tell the engine's thread.
final class Mailbox: Sendable {
    enum Command {
        case start(Job, Job.Answer)
        case cancel(Job)
        case stop
    }

    private struct State {
        var commands: [Command] = []
        var bell: Bell?
        var isClosed = false
    }

    private let state = Mutex(State())

    /// False: the engine has ended, nobody will look.
    func post(_ command: sending Command) -> Bool {
        state.withLock { state in
            guard !state.isClosed else { return false }
            state.commands.append(command)
            state.bell?.ring()
            return true
        }
    }

    func take() -> [Command] {
        state.withLock { state in
            defer { state.commands = [] }
            return state.commands
        }
    }

    /// From now on posting wakes the engine out of its wait.
    func open(_ bell: sending Bell) {
        state.withLock { $0.bell = bell }
    }

    /// Before the engine's multi handle goes. Returns what was posted too late.
    func close() -> [Command] {
        state.withLock { state in
            state.bell = nil
            state.isClosed = true
            defer { state.commands = [] }
            return state.commands
        }
    }
}

/// Wakes a multi handle out of its wait.
///
/// `@unchecked`: curl_multi_wakeup(3) may be called from any thread while the handle lives, and the engine takes the bell out
/// of the mailbox, under its lock, before the handle goes.
struct Bell: @unchecked Sendable {
    private let pointer: UnsafeMutableRawPointer

    init(_ multi: MultiHandle) { pointer = multi.pointer }

    /// Fails only when the wake-up pipe is full, and then the wait ends anyhow.
    func ring() { curl_multi_wakeup(pointer) }
}
