import Reconciliation
import Synchronization
import Testing

@testable import IAMDirectory

@Suite struct KeyProviderTests {
    let old = Credentials(accessKeyID: "OLD", secretAccessKey: "s")
    let new = Credentials(accessKeyID: "NEW", secretAccessKey: "s")

    @Test func keysThatSomebodyRenewedAreFound() async throws {
        let looks = Atomic(0)
        let provider = KeyProvider(old) { [new] () throws(DirectoryFailure) in
            looks.add(1, ordering: .relaxed)
            return new
        }
        #expect(try await provider.credentials() == old)
        #expect(try await provider.renewed(after: old) == new)
        // Another call that was refused with the old ones takes what is known.
        #expect(try await provider.renewed(after: old) == new)
        #expect(try await provider.credentials() == new)
        #expect(looks.load(ordering: .relaxed) == 1)
        #expect(try await provider.renewed(after: new) == nil)
    }
}
