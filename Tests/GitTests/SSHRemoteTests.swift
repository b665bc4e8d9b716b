import Foundation
import TestSupport
import Testing

@testable import Git

/// Against OpenSSH's server.
@Suite struct SSHRemoteTests {
    private let specs = [RefSpec.branch("main"), RefSpec.branch("audit")]

    @Test func fetchesAndPushes() async throws {
        let server = try await SSHServer()
        let fixture = try await Fixture(bare: true)
        // A path that a shell would take apart.
        let path = fixture.folder("it's $HOME; a `b` \"c\" \\d.git")
        try FileManager.default.moveItem(atPath: fixture.work, toPath: path)
        let encoded = path.addingPercentEncoding(withAllowedCharacters: .urlPathAllowed) ?? ""
        let remote = try RemoteURL(server.url(encoded))
        let options = RemoteOptions(ssh: SSHCommand(server.command))
        let mine = try fixture.cache()
        #expect(try mine.fetch(from: remote, refs: specs, using: options).references.isEmpty)
        let first = try mine.add("a", "1", to: nil)
        #expect(try mine.push(first, to: remote, branch: "main", expecting: nil, using: options) == .landed)
        let second = try mine.add("b", String(repeating: "2", count: 300_000), to: first)
        #expect(try mine.push(second, to: remote, branch: "main", expecting: first, using: options) == .landed)
        let rival = try mine.add("b", "3", to: first)
        #expect(try mine.push(rival, to: remote, branch: "main", expecting: first, using: options) == .lostRace(now: second))
        let yours = try fixture.cache("yours.git")
        #expect(try yours.fetch(from: remote, refs: specs, using: options).references == ["refs/heads/main": second])
        #expect(try yours.list(try yours.commit(second).tree).map(\.path.text) == ["a", "b"])
        #expect(try Repository.advertisement(of: remote, using: options).head == "refs/heads/main")
        try await Shell.git("fsck", "--strict", "--full", in: path)
        try await Shell.git("fsck", "--strict", "--full", in: fixture.folder("yours.git"))
    }

    @Test func aRefusingHookIsNoRaceAndARaceIsNoRefusal() async throws {
        let server = try await SSHServer()
        let fixture = try await Fixture(bare: true)
        let remote = try RemoteURL(server.url(fixture.work))
        let options = RemoteOptions(ssh: SSHCommand(server.command))
        let mine = try fixture.cache()
        let base = try mine.add("a", "1", to: nil)
        let rival = try mine.add("a", "rival", to: base)
        #expect(try mine.push(base, to: remote, branch: "audit", expecting: nil, using: options) == .landed)
        #expect(try mine.push(rival, to: remote, branch: "rival", expecting: nil, using: options) == .landed)
        let hook = try fixture.folder.write("#!/bin/sh\necho No. >&2\nexit 1\n", to: "work/hooks/pre-receive")
        _ = try await Shell.run(["chmod", "+x", hook])
        let commit = try mine.add("a", "2", to: base)
        #expect(
            try mine.push(commit, to: remote, branch: "audit", expecting: base, using: options)
                == .refused(reason: "pre-receive hook declined: No.")
        )
        try fixture.folder.write(
            "#!/bin/sh\nenv -u GIT_QUARANTINE_PATH -u GIT_OBJECT_DIRECTORY -u GIT_ALTERNATE_OBJECT_DIRECTORIES"
                + " git update-ref refs/heads/audit \(rival)\n", to: "work/hooks/pre-receive"
        )
        _ = try await Shell.run(["chmod", "+x", hook])
        #expect(try mine.push(commit, to: remote, branch: "audit", expecting: base, using: options) == .lostRace(now: rival))
    }

    @Test func saysWhyItDoesNotConnect() async throws {
        let server = try await SSHServer()
        let fixture = try await Fixture(bare: true)
        let mine = try fixture.cache()
        let free = try LoopbackPort.claim()
        let cases: [(String, [String], GitFailure.Kind, String)] = [
            (server.url(fixture.work), server.stranger, .auth, "Permission denied"),
            (server.url(fixture.work), server.mistaken, .auth, "Host key verification failed"),
            (server.url("/no/such/place"), server.command, .notFound, "does not appear to be a git repository"),
            ("ssh://127.0.0.1:\(free)/x", server.command, .unreachable, "Connection refused"),
            (server.url(fixture.work), ["/no/such/program"], .other, "No such file or directory"),
            (server.url(fixture.work), ["false"], .other, "ended with code 1"),
            (server.url(fixture.work), ["true"], .unreachable, "EOF"),
        ]
        for (url, command, kind, words) in cases {
            do {
                try mine.fetch(from: RemoteURL(url), refs: specs, using: RemoteOptions(ssh: SSHCommand(command)))
                Issue.record("it connected: \(command)")
            } catch let failure as GitFailure {
                #expect(failure.kind == kind, "\(failure)")
                #expect(failure.message.contains(words), "\(failure)")
            }
        }
    }

    @Test func endsWhatIsSilentOrStopped() async throws {
        let fixture = try await Fixture(bare: true)
        let mine = try fixture.cache()
        let note = fixture.folder("pid")
        let script = try fixture.folder.write(
            "echo $$ > \(note)\nsleep 1000 &\necho Waiting >&2\ntrap '' TERM\nwait\nsleep 1000\n", to: "silent.sh")
        var options = RemoteOptions(limits: TransferLimits(stall: .milliseconds(300)), ssh: SSHCommand(["sh", script]))
        let remote = try RemoteURL("git@example.com:a.git")
        func isGone() async throws -> Bool {
            let pid = try String(contentsOfFile: note, encoding: .utf8).trimmingCharacters(in: .whitespacesAndNewlines)
            // A zombie of a zombie's is left to the machine's first process.
            let all = try await Shell.run(["ps", "-eo", "pgid=,stat="]).output
            return !all.split(separator: "\n").contains { line in
                let fields = line.split(separator: " ")
                return fields[0] == pid && !fields[1].hasPrefix("Z")
            }
        }
        do {
            try mine.fetch(from: remote, refs: specs, using: options)
            Issue.record("it got an answer")
        } catch let failure as GitFailure {
            #expect(failure.kind == .timeout)
            #expect(failure.message.contains("Waiting"))
        }
        #expect(try await isGone())
        options.limits.stall = .seconds(600)
        options.limits.total = .milliseconds(300)
        #expect(Repository.kind { try mine.fetch(from: remote, refs: specs, using: options) } == .timeout)
        #expect(try await isGone())
        options.limits.total = .seconds(600)
        var asked = 0
        #expect(
            Repository.kind {
                try mine.fetch(from: remote, refs: specs, using: options) {
                    asked += 1
                    return asked > 5
                }
            } == .cancelled
        )
        #expect(try await isGone())
    }

    @Test func limitsWhatIsReceived() async throws {
        let mine = try await Fixture(bare: true).cache()
        let remote = try RemoteURL("git@example.com:a.git")
        let command = SSHCommand([
            "sh", "-c", "while :; do printf '00420123456789abcdef0123456789abcdef01234567 refs/heads/aaaaaaaaa\n'; done",
        ])
        let options = RemoteOptions(limits: TransferLimits(bytes: 1_000_000), ssh: command)
        #expect(Repository.kind { try mine.fetch(from: remote, refs: specs, using: options) } == .limit)
    }

    @Test func passesNothingThatAShellOrSSHWouldTakeForAnOption() throws {
        let limits = TransferLimits(connect: .seconds(7))
        func arguments(_ url: String) throws -> [String] {
            guard case .ssh(let address) = try RemoteURL(url) else { return [] }
            return SSHWire(address, .system, stopwatch: Stopwatch(limits) { false }).arguments(.receive)
        }
        let start = ["ssh", "-o", "BatchMode=yes", "-o", "ConnectTimeout=7"]
        #expect(try arguments("git@example.com:team/a.git") == start + ["--", "git@example.com", "git-receive-pack 'team/a.git'"])
        #expect(
            try arguments("ssh://example.com:2222/~me/a'b") == start + [
                "-p", "2222", "--", "example.com", "git-receive-pack '~me/a'\\''b'",
            ])
        #expect(try arguments("ssh://[::1]/a") == start + ["--", "::1", "git-receive-pack '/a'"])
    }
}
