import AccessCore
import Foundation
import IAMDirectory
import Reconciliation
import TestSupport
import Testing

/// The embedded directory, beyond what every directory does.
@Suite struct FileDirectoryTests {
    let folder = TemporaryDirectory()

    func directory(_ text: String, now: Int64 = 0) throws -> FileDirectory {
        FileDirectory(path: try folder.write(text, to: "training.json"), now: { Timestamp(seconds: now) })
    }

    var text: String { get throws { try String(contentsOfFile: folder("training.json"), encoding: .utf8) } }

    @Test func holdsTheContract() async throws {
        try await ContractCase.hold(EmbeddedWorld())
    }

    @Test func theExampleOfTheFormatIsRead() async throws {
        let directory = try directory(
            """
            {"version":1,"groups":["Developers","ProdMemberWorkGroup"],"users":{"member01":{"groups":["Developers"],"tags":{"team":"billing"},"policies":{}}}}
            """)
        let account = try await directory.read()
        #expect(
            account.users[member01] == ActualUser(name: member01, id: UserID("member01"), groups: [developers], tags: ["team": "billing"]))
        #expect(account.clock == nil)
        #expect(!directory.isEventuallyConsistent)
    }

    @Test func whatItDoesNotKnowStays() async throws {
        let directory = try directory(
            """
            {"version": 1, "note": {"deep": [1, 2.5, true, null, "x", -9007199254740993]}, "groups": ["G"], "users": {
              "u": {"id": "AIDA1", "policies": {"p": {"Statement": []}}, "path": "/team/", "groups": []}}}
            """)
        try await directory.perform(.addMember(user: UserName("u"), group: GroupName("G")))
        let expected = """
            {
              "groups": [
                "G"
              ],
              "note": {
                "deep": [
                  1,
                  2.5,
                  true,
                  null,
                  "x",
                  -9007199254740993
                ]
              },
              "users": {
                "u": {
                  "groups": [
                    "G"
                  ],
                  "id": "AIDA1",
                  "path": "/team/",
                  "policies": {
                    "p": {
                      "Statement": []
                    }
                  },
                  "tags": {}
                }
              },
              "version": 1
            }

            """
        #expect(try text == expected)
    }

    @Test func aWriteThatChangesNothingLeavesTheFileAlone() async throws {
        let original = #"{"version":1,"groups":["G"],"users":{"u":{"groups":["G"],"tags":{"k":"v"}}}}"#
        let directory = try directory(original)
        try await directory.perform(.addMember(user: UserName("u"), group: GroupName("G")))
        try await directory.perform(.setTag(user: UserName("u"), key: "k", value: "v"))
        try await directory.perform(.removeTag(user: UserName("u"), key: "absent"))
        #expect(try text == original)
    }

    @Test(arguments: [
        ("{\"version\":1,\n \"groups\":[}", ":2:12: a value is expected"),
        ("", ":1:1: it ends where a value is expected"),
        (#"{"version":1,"version":1}"#, ":1:14: the key 'version' stands here a second time"),
        ("[]", ": an object is expected"),
        (#"{"groups":[]}"#, ": version: is missing"),
        (#"{"version":2}"#, ": version: this program reads 1 and nothing else"),
        (#"{"version":"1"}"#, ": version: this program reads 1 and nothing else"),
        (#"{"version":1,"users":{"u":{"groups":[1]}}}"#, ": users.u.groups[0]: a string is expected"),
        (#"{"version":1,"users":{"u":{"groups":["X"]}}}"#, ": users.u.groups: there is no group 'X'"),
        (#"{"version":1,"users":{"u":{"tags":{"a":1}}}}"#, ": users.u.tags.a: a string is expected"),
        (#"{"version":1,"users":{"u":{"tags":{"Team":"a","team":"b"}}}}"#, ": users.u.tags: 'Team' and 'team' differ only in case"),
    ])
    func aWrongFileIsNamedWithThePlace(content: String, message: String) async throws {
        let directory = try directory(content)
        let failure = await #expect(throws: DirectoryFailure.self) { try await directory.read() }
        #expect(failure?.kind == .malformed)
        #expect(failure?.message == folder("training.json") + message)
        #expect(await directory.failure(of: .removeTag(user: member01, key: "k")) == failure)
        #expect(try text == content)
    }

    @Test func aFileThatIsMissingIsNotAnEmptyDirectory() async throws {
        let directory = FileDirectory(path: folder("absent.json"), now: { .earliest })
        let failure = await #expect(throws: DirectoryFailure.self) { try await directory.read() }
        #expect(failure == DirectoryFailure(.unreachable, "\(folder("absent.json")): No such file or directory (open)"))
        #expect(await directory.failure(of: .removeTag(user: member01, key: "k"))?.kind == .unreachable)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty)
    }

    @Test func whatIsNoFileOrTooLargeIsRefused() async throws {
        #expect(mkfifo(folder("pipe"), 0o600) == 0)
        let pipe = await #expect(throws: DirectoryFailure.self) {
            try await FileDirectory(path: folder("pipe"), now: { .earliest }).read()
        }
        #expect(pipe == DirectoryFailure(.malformed, "\(folder("pipe")): not a file"))

        try folder.write("", to: "large")
        #expect(truncate(folder("large"), 16 << 20 + 1) == 0)
        let large = await #expect(throws: DirectoryFailure.self) {
            try await FileDirectory(path: folder("large"), now: { .earliest }).read()
        }
        #expect(large == DirectoryFailure(.malformed, "\(folder("large")): larger than 16 MiB"))
    }

    @Test func aLinkStaysALinkAndPermissionsStay() async throws {
        let directory = try directory(#"{"version":1,"groups":["G"],"users":{"u":{}}}"#)
        #expect(chmod(folder("training.json"), 0o640) == 0)
        #expect(symlink("training.json", folder("link.json")) == 0)
        let linked = FileDirectory(path: folder("link.json"), now: { .earliest })
        try await linked.perform(.addMember(user: UserName("u"), group: GroupName("G")))
        #expect(try await directory.groups(of: "u") == [GroupName("G")])
        let attributes = try FileManager.default.attributesOfItem(atPath: folder("training.json"))
        #expect(attributes[.posixPermissions] as? Int == 0o640)
        #expect(try FileManager.default.destinationOfSymbolicLink(atPath: folder("link.json")) == "training.json")
    }

    @Test func severalDirectoriesOfOneFileLoseNothing() async throws {
        let path = try folder.write(#"{"version":1,"users":{"u":{}}}"#, to: "training.json")
        try await withThrowingTaskGroup(of: Void.self) { group in
            for index in 0..<30 {
                // Each opens the lock for itself, as another process would.
                let directory = FileDirectory(path: path, now: { .earliest }, sleep: { _ in await Task.yield() })
                group.addTask { try await directory.perform(.setTag(user: UserName("u"), key: "k\(index)", value: "")) }
            }
            try await group.waitForAll()
        }
        #expect(try await FileDirectory(path: path, now: { .earliest }).tags(of: "u")?.count == 30)
    }

    @Test func aLockThatIsNeverLetGoIsReported() async throws {
        let directory = FileDirectory(
            path: try folder.write(#"{"version":1,"users":{"u":{}}}"#, to: "training.json"), now: { .earliest }, sleep: { _ in })
        let lock = open(folder(".training.json.lock"), O_RDWR | O_CREAT, 0o600)
        defer { close(lock) }
        #expect(flock(lock, LOCK_EX) == 0)
        let failure = await directory.failure(of: .setTag(user: UserName("u"), key: "k", value: ""))
        #expect(failure == DirectoryFailure(.unreachable, "\(folder("training.json")): another process is writing it"))
        #expect(flock(lock, LOCK_UN) == 0)
        try await directory.perform(.setTag(user: UserName("u"), key: "k", value: ""))
    }
}

/// The contract on files of its own.
private struct EmbeddedWorld: ContractWorld {
    let folder = TemporaryDirectory()
    let enforcesQuotas = true

    func directory(holding seed: ContractSeed, now: Timestamp) async throws -> any Directory {
        let path = try folder.write(seed.json, to: UUID().uuidString)
        return FileDirectory(path: path, now: { now })
    }
}
