import AccessCore
import Testing

@Suite struct SigningKeyTests {
    private static func key(from: Int64? = nil, until: Int64? = nil, revoked: SigningKey.Revocation? = nil) -> SigningKey {
        SigningKey(
            key: "ssh-ed25519 AAAA", from: from.map { Timestamp(seconds: $0) }, until: until.map { Timestamp(seconds: $0) },
            revoked: revoked)
    }

    private static func standing(_ key: SigningKey, _ seconds: Int64) -> SigningKey.Standing {
        key.standing(seen: Timestamp(seconds: seconds))
    }

    @Test("from its first instant on, until before its last")
    func window() {
        let key = Self.key(from: 10, until: 20)
        #expect(Self.standing(key, 9) == .early(Timestamp(seconds: 10)))
        #expect(Self.standing(key, 10) == .valid)
        #expect(Self.standing(key, 19) == .valid)
        #expect(Self.standing(key, 20) == .late(Timestamp(seconds: 20)))
        #expect(Self.standing(Self.key(), -5) == .valid && Self.standing(Self.key(), .max) == .valid)
    }

    @Test("a revocation takes away what was seen from then on, or all of it")
    func revocation() {
        let since = SigningKey.Revocation.since(Timestamp(seconds: 15))
        let key = Self.key(from: 10, until: 20, revoked: since)
        #expect(Self.standing(key, 14) == .valid)
        #expect(Self.standing(key, 15) == .revoked(since))
        #expect(Self.standing(key, 25) == .revoked(since))
        #expect(Self.standing(key, 5) == .early(Timestamp(seconds: 10)))
        for instant: Int64 in [0, 12, 30] {
            #expect(Self.standing(Self.key(from: 10, until: 20, revoked: .always), instant) == .revoked(.always))
        }
    }
}
