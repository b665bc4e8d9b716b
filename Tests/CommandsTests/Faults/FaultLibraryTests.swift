import Foundation
import TestSupport
import Testing

/// The counting itself: what strace sees a run write is what the library saw.
@Suite(.enabled(if: FaultLibrary.isUsable, "LD_PRELOAD is glibc's"))
struct FaultLibraryTests {
    /// Calls that write, by the names of the kernel, as the library's functions make them.
    private static let written = ["pwrite64", "rename", "link", "mkdir", "ftruncate", "fsync", "syncfs", "symlink", "fchmod"]
    private static let names = ["pwrite": "pwrite64", "ftruncate64": "ftruncate"]

    @Test("no call that writes goes uncounted")
    func countsWhatStraceSees() async throws {
        let bench = try await FaultBench(FaultScenario(work: .firstGrant))
        let trial = try await bench.trial()
        let log = trial.site.folder("strace")
        let traced = try await Shell.run(
            ["strace", "-f", "-qq", "-e", "trace=\(Self.written.joined(separator: ","))", "-o", log, Site.binary, "reconcile"]
                + ["--now", trial.scenario.now],
            in: trial.site.folder.path,
            environment: try await FaultLibrary.environment(log: trial.site.folder("calls")).merging(
                ["DAYPASS_REPOSITORY": trial.site.repository, "DAYPASS_CACHE": trial.site.folder("cache")]) { $1 })
        // Where a process may not trace another, there is nothing to compare with.
        if traced.errors.contains("ptrace") { return }
        #expect(traced.code == 0, "\(traced.errors)")
        // Of the same run: which folders objects fall into is chance.
        let counted = try FaultLibrary.calls(in: trial.site.folder("calls"))
            .reduce(into: [:]) { $0[Self.names[$1.name] ?? $1.name, default: 0] += 1 }
        var seen: [String: Int] = [:]
        for line in try String(contentsOfFile: log, encoding: .utf8).split(separator: "\n") {
            // A line of another thread may stand between a call and its end.
            guard !line.contains("resumed>"), let call = line.firstMatch(of: /^\d+ +([a-z0-9_]+)\(/) else { continue }
            seen[String(call.1), default: 0] += 1
        }
        for name in Self.written { #expect(counted[name, default: 0] == seen[name, default: 0], "\(name)") }
        #expect(counted["fsync", default: 0] > 10)
    }

    @Test("a bench that is asked again counts anew")
    func countsAnew() async throws {
        let bench = try await FaultBench(FaultScenario(work: .firstGrant))
        for _ in 0..<2 {
            let numbers = try await bench.calls().map(\.number)
            #expect(numbers.count > 10 && numbers.sorted() == Array(1...numbers.count))
        }
    }
}
