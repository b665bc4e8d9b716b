import AccessCore
import Git
import Reconciliation
import Testing

@testable import Ledger

@Suite struct LedgerQueryTests {
    let world: LedgerWorld
    let tip: ObjectID

    init() async throws {
        world = try LedgerWorld()
        tip = try await world.beginSample()
    }

    private func ask(_ query: LedgerQuery) throws -> [FoundRecord] {
        try query.records(at: tip, in: try Repository.openBare(at: world.remotePath))
    }

    @Test func everythingInTheOrderItWasRecorded() async throws {
        let all = try ask(LedgerQuery())
        #expect(all.count == 16)
        #expect(all.first?.record.entry.event.kind == .genesis)
        for chain in [Chain.repository, Chain(name: "jump")!, Chain(name: "prod")!] {
            let numbers = all.filter { $0.name.chain == chain }.map(\.record.seq)
            #expect(numbers == Array(1...numbers.count))
        }
        #expect(all.allSatisfy { RecordHash(of: Array($0.json.utf8)) == $0.line.hash })
    }

    @Test(arguments: [
        (LedgerQuery(user: UserName("member02")), ["accepted", "intent", "granted", "intent", "granted"]),
        (LedgerQuery(user: UserName("member02"), account: Samples.prod), ["accepted", "intent", "granted"]),
        (LedgerQuery(user: UserName("member0")), []),
        (LedgerQuery(account: AccountName("elsewhere")), []),
        (LedgerQuery(account: AccountName("../..")), []),
        (LedgerQuery(request: RequestID("2026/11/one")), ["accepted", "intent", "granted", "ended", "held", "revoked", "intent"]),
        (LedgerQuery(entitlement: EntitlementName("prod-member-work"), kinds: [.granted]), ["granted", "granted", "granted"]),
        // Of one subject: member02 was never in the request "one".
        (LedgerQuery(user: UserName("member02"), request: RequestID("2026/11/one")), []),
        (LedgerQuery(until: Samples.noon), []),
        (LedgerQuery(from: Samples.noon, until: Samples.noon.advanced(by: .seconds(1)), kinds: [.drift, .genesis]), ["genesis", "drift"]),
        (LedgerQuery(from: Samples.noon.advanced(by: .seconds(1))), []),
    ])
    func onlyWhatIsAskedFor(_ query: LedgerQuery, _ kinds: [String]) throws {
        let found = try ask(query)
        #expect(found.map(\.record.entry.event.kind.rawValue).sorted() == kinds.sorted())
    }

    @Test func aChainsOrderIsKeptWhereClocksDisagreed() async throws {
        let runner = world.runner("cache-9")
        let view = try await runner.open()
        let early = Samples.noon.advanced(by: .seconds(-3600))
        _ = try await runner.append(
            [Samples.entry(Samples.ending("two", user: "member02"), in: Samples.prod, at: early)], phase: .outcome, to: view)
        let query = LedgerQuery(account: Samples.prod)
        let tip = try #require(try await runner.seenTip())
        let found = try query.records(at: tip, in: try Repository.openBare(at: world.remotePath))
        #expect(found.map(\.record.seq) == Array(1...found.count))
        #expect(found.last?.record.entry.time == early)
    }

    @Test func aTableHasARowForEachSubject() throws {
        let table = LedgerTable.csv(try ask(LedgerQuery(user: UserName("member02"), kinds: [.intent])))
        let rows = table.split(separator: "\r\n").map { $0.split(separator: ",", omittingEmptySubsequences: false) }
        #expect(rows.count == 4)
        #expect(rows[0].joined(separator: ",") == LedgerTable.columns.joined(separator: ","))
        #expect(
            rows[1][0...10].joined(separator: ",")
                == "2026-11-22T12:00:03Z,jump,intent,member01,AIDA-member01,prod-member-work,ProdMemberWorkGroup,2026/11/one,grant,2026-11-22T16:00:03Z,approved"
        )
    }
}
