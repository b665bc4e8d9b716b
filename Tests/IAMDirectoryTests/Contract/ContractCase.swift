import AccessCore
import Reconciliation
import Testing

/// A thing that every directory does alike.
struct ContractCase: Sendable, CustomTestStringConvertible {
    static let now = Timestamp(seconds: 1_795_000_000)

    let name: String
    var seed = ContractSeed.team
    var needsQuotas = false
    let check: @Sendable (any Directory, Comment) async throws -> Void

    var testDescription: String { name }

    /// Every case against one kind of directory, one after the other.
    static func hold(_ world: some ContractWorld) async throws {
        for one in reading + tags + members + refusals where world.enforcesQuotas || !one.needsQuotas {
            let directory = try await world.directory(holding: one.seed, now: now)
            do { try await one.check(directory, Comment(rawValue: one.name)) } catch { Issue.record(error, Comment(rawValue: one.name)) }
        }
    }
}

extension Directory {
    /// A write without a deadline.
    func perform(_ change: DirectoryChange) async throws { _ = try await perform(change, before: nil) }

    /// The failure of a write that must fail; `nil` if it succeeds.
    func failure(of change: DirectoryChange, before deadline: Timestamp? = nil) async -> DirectoryFailure? {
        do throws(DirectoryFailure) {
            _ = try await perform(change, before: deadline)
            return nil
        } catch {
            return error
        }
    }

    func tags(of user: String) async throws -> [String: String]? { try await read().users[UserName(user)]?.tags }

    func groups(of user: String) async throws -> Set<GroupName>? { try await read().users[UserName(user)]?.groups }
}

let member01 = UserName("member01")
let member02 = UserName("member02")
let nobody = UserName("nobody")
let developers = GroupName("Developers")
let production = GroupName("ProdMemberWorkGroup")
let nowhere = GroupName("Nowhere")
