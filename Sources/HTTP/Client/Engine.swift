import CLibCurl
import Synchronization

/// The client's thread at work: takes commands, lets curl move bytes, hands out answers. Lives on that thread alone.
final class Engine {
    private struct Ticket {
        let job: Job
        let answer: Job.Answer
    }

    private struct Active {
        let ticket: Ticket
        let transfer: Transfer
    }

    private let mailbox: Mailbox
    private let configuration: HTTPConfiguration
    private let ledger: StatisticsLedger
    private let multi: MultiHandle
    private var admission: Admission<Ticket>
    /// By easy handle.
    private var active: [UnsafeMutableRawPointer: Active] = [:]
    private var isStopping = false

    init(_ mailbox: Mailbox, _ configuration: HTTPConfiguration, _ ledger: StatisticsLedger) throws(CurlFailure) {
        self.mailbox = mailbox
        self.configuration = configuration
        self.ledger = ledger
        multi = try MultiHandle(pooled: configuration.maximumConnections)
        admission = Admission(total: configuration.maximumConnections, perOrigin: configuration.maximumConnectionsPerOrigin)
        mailbox.open(Bell(multi))
    }

    /// Until told to stop, or until curl itself breaks down.
    func run() {
        var breakdown: CurlFailure?
        do {
            while true {
                obey()
                guard !isStopping else { break }
                admit()
                try multi.perform()
                if collect() { continue }
                let next = expire()
                try multi.wait(atMost: next.map { $0 - .now } ?? .seconds(3600))
            }
        } catch { breakdown = error }
        close(breakdown)
    }

    private func obey() {
        for command in mailbox.take() {
            switch command {
            // Cancelled before it came here: its cancel command found nothing to cancel.
            case .start(let job, let answer) where job.isCancelled: refuse(Ticket(job: job, answer: answer), .cancelled, "cancelled")
            case .start(let job, let answer): admission.enqueue(Ticket(job: job, answer: answer), for: job.checked.target.origin)
            case .cancel(let job): cancel(job)
            case .stop: isStopping = true
            }
        }
    }

    private func admit() {
        while let ticket = admission.next() {
            let checked = ticket.job.checked
            guard !ticket.job.isCancelled else {
                admission.finished(checked.target.origin)
                refuse(ticket, .cancelled, "cancelled")
                continue
            }
            do {
                let transfer = try Transfer(checked, configuration, receiver: ticket.job.receiver)
                try start(transfer)
                active[transfer.easy.pointer] = Active(ticket: ticket, transfer: transfer)
            } catch {
                admission.finished(checked.target.origin)
                ticket.answer.resume(returning: .failure(error))
            }
        }
    }

    private func start(_ transfer: Transfer) throws(HTTPFailure) {
        do { try multi.add(transfer.easy) } catch { throw HTTPFailure(error, transfer.request, began: transfer.began) }
        ledger.started(concurrency: admission.activeCount)
    }

    /// True if something ended, so that there may be room for others.
    private func collect() -> Bool {
        let ended = multi.ended()
        for (easy, code) in ended {
            guard let entry = active[easy] else { continue }
            multi.remove(entry.transfer.easy)
            conclude(entry, code)
        }
        return !ended.isEmpty
    }

    /// Ends what is over its time. Returns when to look again.
    private func expire() -> TransferClock.Instant? {
        let now = TransferClock.Instant.now
        var next: TransferClock.Instant?
        for entry in active.values {
            if entry.transfer.expires(at: now) {
                multi.remove(entry.transfer.easy)
                conclude(entry, CURLE_ABORTED_BY_CALLBACK)
                // Its place is free: look at once who is waiting.
                next = now
            } else {
                next = min(next ?? entry.transfer.clock.nextCheck, entry.transfer.clock.nextCheck)
            }
        }
        return next
    }

    private func conclude(_ entry: Active, _ code: CURLcode) {
        let transfer = entry.transfer
        ledger.ended(transfer)
        switch transfer.conclude(code) {
        case .complete(let head): finish(entry, .success(head))
        case .failed(let failure): finish(entry, .failure(failure))
        case .redirected:
            ledger.redirected()
            do { try start(transfer) } catch { finish(entry, .failure(error)) }
        }
    }

    private func finish(_ entry: Active, _ result: Result<ResponseHead, HTTPFailure>) {
        active[entry.transfer.easy.pointer] = nil
        admission.finished(entry.transfer.origin)
        if case .failure = result { ledger.failed() }
        entry.ticket.answer.resume(returning: result)
    }

    private func cancel(_ job: Job) {
        for ticket in admission.withdraw(where: { $0.job === job }) { refuse(ticket, .cancelled, "cancelled") }
        guard let entry = active.values.first(where: { $0.ticket.job === job }) else { return }
        entry.transfer.cancel()
        multi.remove(entry.transfer.easy)
        conclude(entry, CURLE_ABORTED_BY_CALLBACK)
    }

    private func refuse(_ ticket: Ticket, _ kind: HTTPFailure.Kind, _ words: String) {
        ticket.answer.resume(returning: .failure(HTTPFailure(ticket.job.checked.request, kind, words)))
    }

    /// Nobody is left without an answer.
    private func close(_ breakdown: CurlFailure?) {
        for command in mailbox.close() {
            if case .start(let job, let answer) = command {
                admission.enqueue(Ticket(job: job, answer: answer), for: job.checked.target.origin)
            }
        }
        let words = breakdown.map { "\($0.function): \($0.words)" } ?? "the client has ended"
        for ticket in admission.withdraw(where: { _ in true }) { refuse(ticket, breakdown == nil ? .cancelled : .other, words) }
        for entry in active.values {
            multi.remove(entry.transfer.easy)
            let failure = HTTPFailure(
                entry.transfer.request, breakdown == nil ? .cancelled : .other, words, began: entry.transfer.began)
            finish(entry, .failure(failure))
        }
    }
}
