import Foundation
import TestSupport
import Testing

/// One site on which a run meets its fault, and the runs after it.
struct FaultTrial {
    let scenario: FaultScenario
    let site: Site
    let stub: IAMStub?

    /// The run, as the scenario has it.
    func run(_ command: String? = nil, cache: String = "cache", now: String? = nil, environment: [String: String] = [:]) async throws
        -> Finished
    {
        try await site.daypass(command ?? scenario.command, now: now ?? scenario.now, cache: cache, environment: environment)
    }

    /// The user's access: whether they are in the group, and the tag that says until when.
    func access() throws -> (isMember: Bool, tag: String?) {
        if let stub {
            let found = try stub.state().users[FaultScenario.user]
            return (found?.groups.contains(FaultScenario.group) ?? false, found?.tags[FaultScenario.group])
        }
        let found = try site.user(FaultScenario.user)
        return (found.groups.contains(FaultScenario.group), found.tags[FaultScenario.group])
    }

    var isRight: Bool {
        get throws { try access() == (scenario.until != nil, scenario.until) }
    }

    func expectRight(_ what: String) throws {
        let found = try access()
        #expect(found == (scenario.until != nil, scenario.until), "\(what)")
    }

    /// What the directory and the ledger hold: a run without work changes none of it.
    private func everything() async throws -> [String] {
        let found = try access()
        return [try await site.ledgerTip(), "\(found)"]
    }

    /// A run that met a fault but lives said so, and kept the promises as far as it could.
    ///
    /// - Parameter reachesDirectory: whether people's access could be changed all the while: then what is due is gone (P2).
    func expectHonest(_ run: Finished, reachesDirectory: Bool, _ what: String) throws {
        if scenario.until == nil, reachesDirectory { try expectRight("\(what): what is due was left\n\(run.errors)") }
        #expect(run.code == 0 || run.code == 1, "\(what): \(run.code)\n\(run.errors)")
        if run.code == 0 { try expectRight("\(what): it said that all is well\n\(run.errors)") }
        if run.code == 1 { #expect(run.errors.contains("error"), "\(what): no message") }
    }

    /// After a fault, whatever it was, an ordinary run mends all, and the one after it finds nothing to do.
    ///
    /// - Parameter cache: another one stands for another machine, which comes after every intent's deadline.
    /// - Parameter isLater: after every deadline in any case.
    func expectMended(cache: String = "cache", _ what: String, isLater: Bool = false) async throws {
        // Reads of the cloud may lag behind writes for two minutes.
        var now = isLater || cache != "cache" || stub != nil ? scenario.later : scenario.now
        // Not what the scenario has: expire leaves intents open that reconcile looks into.
        var next = try await run("reconcile", cache: cache, now: now)
        #expect(next.code == 0, "\(what): the next run ended with \(next.code)\n\(next.errors)")
        if stub != nil, scenario.until == nil, try access().isMember == false, try access().tag != nil {
            // Killed between the two writes of a removal. What was just put on record as gone isn't touched for two minutes, so
            // the tag is left to a run after that.
            now = scenario.evenLater
            next = try await run("reconcile", cache: cache, now: now)
            #expect(next.code == 0, "\(what): the run after it ended with \(next.code)\n\(next.errors)")
        }
        try expectRight("\(what)\n\(next.errors)")
        let state = try await Shell.git("show", "audit:state.json", in: site.repository)
        #expect(!state.contains("\"actions\""), "\(what): an intent is open")
        let verified = try await site.daypass("audit", "verify", cache: cache)
        #expect(verified.code == 0 && verified.output.contains("Consistent"), "\(what)\n\(verified.output)\(verified.errors)")
        let before = try await everything()
        let further = try await run("reconcile", cache: cache, now: now)
        #expect(further.code == 0, "\(what): the further run ended with \(further.code)\n\(further.errors)")
        #expect(try await everything() == before, "\(what): the further run did something\n\(further.errors)")
        #expect(leftovers(in: cache) == [], "\(what)")
    }

    /// Drafts and locks that a killed run left and no later one cleared away, in a cache that it used.
    private func leftovers(in cache: String) -> [String] {
        let all = FileManager.default.enumerator(atPath: site.folder(cache))?.compactMap { $0 as? String } ?? []
        return all.filter { path in
            let name = path.split(separator: "/").last ?? ""
            return name.hasPrefix("tmp_") || name.hasPrefix("_git2_") || name.hasPrefix("pack_git2") || name.contains("state.json.")
                || (path.contains("/refs/") && name.hasSuffix(".lock"))
        }
    }
}
