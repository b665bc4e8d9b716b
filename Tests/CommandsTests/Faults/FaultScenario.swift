import Foundation
import TestSupport
import Testing

/// A run that has something to do, and what must be so after it.
struct FaultScenario: Sendable, CustomTestStringConvertible {
    /// Where the ledger is.
    enum Ledger: String, Sendable { case path, http }

    /// Where people's access is.
    enum Cloud: String, Sendable { case embedded, stub }

    enum Work: String, Sendable, CaseIterable {
        case firstGrant, dueRemoval, extended, dueRemovalByExpire, coldCache
    }

    let work: Work
    var ledger = Ledger.path
    var cloud = Cloud.embedded

    var testDescription: String { "\(work.rawValue), ledger by \(ledger.rawValue), \(cloud.rawValue)" }

    static let user = "member01"
    static let group = "ProdMemberWorkGroup"

    var command: String { work == .dueRemovalByExpire ? "expire" : "reconcile" }

    /// When the run is.
    var now: String {
        switch work {
        case .firstGrant: "2026-11-22T22:00:00+09:00"
        case .extended: "2026-11-22T23:00:00+09:00"
        case .dueRemoval, .dueRemovalByExpire, .coldCache: "2026-11-23T02:00:00+09:00"
        }
    }

    /// After every intent's deadline and every read's grace.
    var later: String { now.replacing(":00:00+", with: ":05:00+") }

    /// After the grace of what a run at `later` put on record.
    var evenLater: String { now.replacing(":00:00+", with: ":10:00+") }

    /// Until when access lasts once all is done; nil: there is none.
    var until: String? {
        switch work {
        case .firstGrant: "2026-11-22T17:00:00Z"
        case .extended: "2026-11-22T18:00:00Z"
        case .dueRemoval, .dueRemovalByExpire, .coldCache: nil
        }
    }

    /// Brings a site to where the run has something to do.
    func prepare(_ site: Site) async throws {
        try await expectRight(site, "audit", "init")
        try site.write(Site.request(user: Self.user, end: "2026-11-23 02:00"), to: "requests/one.yaml")
        try await site.commit("a request")
        guard work != .firstGrant else { return }
        try await expectRight(site, "reconcile")
        guard work == .extended else { return }
        try site.write(Site.request(user: Self.user, end: "2026-11-23 03:00"), to: "requests/one.yaml")
        try await site.commit("an hour more")
    }

    private func expectRight(_ site: Site, _ arguments: String...) async throws {
        let run = try await site.daypass(arguments: arguments, now: "2026-11-22T22:00:00+09:00")
        guard run.code == 0 else { throw ServerFailure(what: "\(arguments)", log: run.errors) }
    }
}
