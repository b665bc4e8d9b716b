import Foundation
import TestSupport
import Testing

@testable import Git

/// Against apache and git's own backend.
@Suite struct HTTPRemoteTests {
    private let specs = [RefSpec.branch("main"), RefSpec.branch("audit")]

    private struct Served {
        let fixture: Fixture
        let server: GitHTTPServer
        var remote: RemoteURL { get throws { try RemoteURL(server.url("work")) } }

        init(isPrivate: Bool = false) async throws {
            fixture = try await Fixture(bare: true)
            server = try await GitHTTPServer(serving: fixture.folder.path, isPrivate: isPrivate)
            try await GitHTTPServer.open(fixture.work)
        }

        /// Installs a hook.
        func hook(_ name: String, _ script: String) async throws {
            try fixture.folder.write("#!/bin/sh\n" + script, to: "work/hooks/" + name)
            _ = try await Shell.run(["chmod", "a+rx", fixture.work + "/hooks/" + name])
        }
    }

    @Test func fetchesAndPushes() async throws {
        let served = try await Served()
        let remote = try served.remote
        let mine = try served.fixture.cache()
        #expect(try mine.fetch(from: remote, refs: specs).references.isEmpty)
        let first = try mine.add("a", "1", to: nil)
        #expect(try mine.push(first, to: remote, branch: "main", expecting: nil) == .landed)
        let second = try mine.add("b/c", "2", to: first)
        #expect(try mine.push(second, to: remote, branch: "main", expecting: first) == .landed)
        #expect(try mine.push(second, to: remote, branch: "main", expecting: first) == .landed)
        let rival = try mine.add("b/c", "3", to: first)
        #expect(try mine.push(rival, to: remote, branch: "main", expecting: first) == .lostRace(now: second))
        #expect(try mine.push(rival, to: remote, branch: "main", expecting: nil) == .lostRace(now: second))
        #expect(try mine.push(rival, to: remote, branch: "gone", expecting: first) == .lostRace(now: nil))
        let yours = try served.fixture.cache("yours.git")
        let got = try yours.fetch(from: remote, refs: specs)
        #expect(got.references == ["refs/heads/main": second])
        #expect(got.head == "refs/heads/main")
        #expect(try yours.reference("refs/remotes/origin/main") == second)
        #expect(try yours.list(try yours.commit(second).tree).map(\.path.text) == ["a", "b/c"])
        try await served.fixture.git(["update-ref", "refs/heads/audit", second.hex])
        try await served.fixture.git(["update-ref", "refs/heads/main", first.hex])
        #expect(try yours.fetch(from: remote, refs: specs).references == ["refs/heads/main": first, "refs/heads/audit": second])
        try await served.fixture.git(["update-ref", "-d", "refs/heads/audit"])
        #expect(try yours.fetch(from: remote, refs: specs).references == ["refs/heads/main": first])
        #expect(try yours.reference("refs/remotes/origin/audit") == nil)
        #expect(try Repository.advertisement(of: remote).references == ["refs/heads/main": first])
        try await served.fixture.git(["fsck", "--strict", "--full"])
        try await Shell.git("fsck", "--strict", "--full", in: served.fixture.folder("yours.git"))
    }

    @Test func fetchesALongHistoryInSteps() async throws {
        let served = try await Served()
        let remote = try served.remote
        let mine = try served.fixture.cache()
        var tip: ObjectID?
        var commits: [ObjectID] = []
        for index in 0..<120 {
            let next = try mine.add("f\(index % 7)", "\(index)", to: tip)
            commits.append(next)
            tip = next
        }
        let yours = try served.fixture.cache("yours.git")
        var before: ObjectID?
        for index in [10, 50, 119] {
            #expect(try mine.push(commits[index], to: remote, branch: "main", expecting: before) == .landed)
            before = commits[index]
            #expect(try yours.fetch(from: remote, refs: specs)["refs/heads/main"] == commits[index])
            #expect(try yours.firstParents(from: commits[index]).commits.count == index + 1)
        }
    }

    @Test func usesCredentialsAndSaysWhatIsWrongWithThem() async throws {
        let served = try await Served(isPrivate: true)
        let mine = try served.fixture.cache()
        let commit = try mine.add("a", "1", to: nil)
        let remote = try served.remote
        let right = RemoteOptions(credentials: .token(GitHTTPServer.password, username: GitHTTPServer.user))
        let wrong = RemoteOptions(credentials: .token("tokentoken", username: GitHTTPServer.user))
        #expect(try mine.push(commit, to: remote, branch: "main", expecting: nil, using: right) == .landed)
        #expect(try mine.fetch(from: remote, refs: specs, using: right)["refs/heads/main"] == commit)
        let url = served.server.url("work").replacingOccurrences(of: "//", with: "//\(GitHTTPServer.user):\(GitHTTPServer.password)@")
        #expect(try mine.fetch(from: RemoteURL(url), refs: specs)["refs/heads/main"] == commit)
        for (options, words) in [(wrong, "refused the credentials"), (RemoteOptions(), "wants credentials")] {
            do {
                try mine.fetch(from: remote, refs: specs, using: options)
                Issue.record("it let us in")
            } catch let failure as GitFailure {
                #expect(failure.kind == .auth)
                #expect(failure.message.contains(words))
                #expect(!"\(failure)".contains("tokentoken"))
            }
            #expect(Repository.kind { try mine.push(commit, to: remote, branch: "b", expecting: nil, using: options) } == .auth)
        }
    }

    @Test func aRefusingHookIsNoRace() async throws {
        let served = try await Served()
        try await served.hook("pre-receive", "echo 'The ledger is closed.' >&2\necho 'Ask Ann.' >&2\nexit 1\n")
        let mine = try served.fixture.cache()
        let commit = try mine.add("a", "1", to: nil)
        guard case .refused(let reason) = try mine.push(commit, to: served.remote, branch: "main", expecting: nil) else {
            Issue.record("it wasn't refused")
            return
        }
        #expect(reason == "pre-receive hook declined: The ledger is closed.; Ask Ann.")
    }

    @Test func aRaceAfterTheAdvertisementIsLost() async throws {
        let served = try await Served()
        let mine = try served.fixture.cache()
        let base = try mine.add("a", "1", to: nil)
        #expect(try mine.push(base, to: served.remote, branch: "audit", expecting: nil) == .landed)
        let rival = try mine.add("a", "rival", to: base)
        #expect(try mine.push(rival, to: served.remote, branch: "rival", expecting: nil) == .landed)
        // Out of the quarantine, in which git lets nobody move references.
        try await served.hook(
            "pre-receive",
            "env -u GIT_QUARANTINE_PATH -u GIT_OBJECT_DIRECTORY -u GIT_ALTERNATE_OBJECT_DIRECTORIES git update-ref refs/heads/audit \(rival)\n"
        )
        let commit = try mine.add("a", "mine", to: base)
        #expect(try mine.push(commit, to: served.remote, branch: "audit", expecting: base) == .lostRace(now: rival))
        #expect(try await served.fixture.id("audit") == rival)
    }

    @Test func aLostAnswerIsSettledByLookingAgain() async throws {
        let served = try await Served()
        let mine = try served.fixture.cache()
        let first = try mine.add("a", "1", to: nil)
        let late = try await LoopbackServer([
            "python3", LoopbackServer.script("cutting_proxy.py"), "{port}", "\(served.server.port)", "late",
        ])
        let remote = try RemoteURL("http://127.0.0.1:\(late.port)/git/work")
        #expect(try mine.push(first, to: remote, branch: "audit", expecting: nil) == .landed)
        #expect(try await served.fixture.id("audit") == first)
        // Somebody went on from there at once.
        try await served.hook(
            "post-receive",
            "tip=$(git -c user.name=x -c user.email=x@example.com commit-tree -p refs/heads/audit -m next refs/heads/audit^{tree})\n"
                + "git update-ref refs/heads/audit $tip\n"
        )
        let second = try mine.add("a", "2", to: first)
        #expect(try mine.push(second, to: remote, branch: "audit", expecting: first) == .landed)
        #expect(try await served.fixture.id("audit~1") == second)
        // And here somebody else was first, while the answer got lost as well.
        let tip = try #require(try mine.fetch(from: remote, refs: specs)["refs/heads/audit"])
        let rival = try mine.add("a", "rival", to: tip)
        try await served.hook("post-receive", "")
        #expect(try mine.push(rival, to: served.remote, branch: "rival", expecting: nil) == .landed)
        try await served.hook(
            "pre-receive",
            "env -u GIT_QUARANTINE_PATH -u GIT_OBJECT_DIRECTORY -u GIT_ALTERNATE_OBJECT_DIRECTORIES git update-ref refs/heads/audit \(rival)\n"
        )
        let third = try mine.add("a", "3", to: tip)
        #expect(try mine.push(third, to: remote, branch: "audit", expecting: tip) == .lostRace(now: rival))
        #expect(try mine.references(matching: "refs/daypass/*").isEmpty)
    }

    @Test func whatNeverArrivedIsUnanswered() async throws {
        let served = try await Served()
        let mine = try served.fixture.cache()
        let first = try mine.add("a", "1", to: nil)
        let early = try await LoopbackServer([
            "python3", LoopbackServer.script("cutting_proxy.py"), "{port}", "\(served.server.port)", "early",
        ])
        let remote = try RemoteURL("http://127.0.0.1:\(early.port)/git/work")
        #expect(try mine.push(first, to: remote, branch: "audit", expecting: nil) == .unanswered)
        #expect(try Repository.advertisement(of: remote).references.isEmpty)
    }
}
