import Foundation
import TestSupport
import Testing

/// A scenario's site, from which each trial gets a copy of its own, with an account of its own: trials can run side by side.
final class FaultBench: Sendable {
    let scenario: FaultScenario
    private let folder = TemporaryDirectory(in: FaultSweep.plan?.folder)
    private let template: Site
    private let server: GitHTTPServer?
    /// Whether each folder that objects can fall into is there. Which ones a run makes is chance, as it names its records by
    /// chance; that moves the numbers of all calls after it, and some would be tried twice and some never.
    let hasAllFolders: Bool

    init(_ scenario: FaultScenario, hasAllFolders: Bool = false) async throws {
        (self.scenario, self.hasAllFolders) = (scenario, hasAllFolders)
        let stub = scenario.cloud == .stub ? try await IAMStub() : nil
        server = scenario.ledger == .http ? try await GitHTTPServer(serving: folder.path) : nil
        var site = try await Site.sample(in: TemporaryDirectory(in: folder.path))
        if let stub {
            site.environment.merge(Site.keys) { $1 }
            site.environment["AWS_ENDPOINT_URL"] = stub.url
            try Self.seed(stub, member: false, tag: nil)
            try await site.use([CloudAccount(id: "111111111111")])
        }
        if server != nil { try await GitHTTPServer.open(site.repository) }
        site.environment["DAYPASS_REPOSITORY"] = server?.url("\(site.folder.name)/access/.git")
        try await scenario.prepare(site)
        if hasAllFolders {
            for repository in [site.repository + "/.git", site.folder("cache/repository.git")] { try Self.makeFolders(repository) }
        }
        template = site
    }

    /// Below it are all sites.
    var root: String { folder.path }

    /// A copy of the site, as it is before the run.
    func trial() async throws -> FaultTrial {
        var site = Site(folder: TemporaryDirectory(in: folder.path), environment: template.environment)
        let copied = try await Shell.run(["cp", "-a", template.folder.path + "/.", site.folder.path])
        guard copied.code == 0 else { throw ServerFailure(what: "cp", log: copied.errors) }
        if scenario.work == .coldCache { try FileManager.default.removeItem(atPath: site.folder("cache")) }
        site.environment["DAYPASS_REPOSITORY"] = server?.url("\(site.folder.name)/access/.git")
        let stub = scenario.cloud == .stub ? try await IAMStub() : nil
        if let stub {
            site.environment["AWS_ENDPOINT_URL"] = stub.url
            try Self.seed(stub, member: scenario.work != .firstGrant, tag: "2026-11-22T17:00:00Z")
        }
        return FaultTrial(scenario: scenario, site: site, stub: stub)
    }

    /// The calls of a run that nothing happens to.
    func calls(_ scope: FaultLibrary.Scope = .all) async throws -> [FaultLibrary.Call] {
        let trial = try await trial()
        // A file of its own: the library adds to one that is there, and a bench is asked for each kind of fault.
        let log = trial.site.folder("calls")
        let run = try await trial.run(environment: try await FaultLibrary.environment(log: log, scope))
        #expect(run.code == 0, "\(run.errors)")
        try trial.expectRight("nothing happened to it")
        return try FaultLibrary.calls(in: log)
    }

    private static func makeFolders(_ repository: String) throws {
        for number in 0..<256 {
            let path = repository + "/objects/" + String(number + 256, radix: 16).suffix(2)
            guard !FileManager.default.fileExists(atPath: path) else { continue }
            // The git server is somebody else.
            try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
            try FileManager.default.setAttributes([.posixPermissions: 0o777], ofItemAtPath: path)
        }
    }

    private static func seed(_ stub: IAMStub, member: Bool, tag: String?) throws {
        let groups = StubSite.groups.map { "\"\($0)\"" }.joined(separator: ", ")
        let held = member ? ", \"\(FaultScenario.group)\"" : ""
        let tags = member ? tag.map { "\"\(FaultScenario.group)\": \"\($0)\"" } ?? "" : ""
        try stub.seed(
            """
            {"groups": [\(groups)], "users": {"\(FaultScenario.user)": {"groups": ["Developers"\(held)], "tags": {\(tags)}},
             "member02": {"groups": ["Developers"]}, "partner01": {"groups": []},
             "breakglass-admin": {"groups": ["ProdLeaderWorkGroup"]}}}
            """)
    }
}
