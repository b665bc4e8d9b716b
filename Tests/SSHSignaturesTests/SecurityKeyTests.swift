import TestSupport
import Testing

@testable import SSHSignatures

/// Signatures by security keys, whose private half here is a key in software.
@Suite struct SecurityKeyTests {
    static let algorithms = ["sk-ssh-ed25519@openssh.com", "sk-ecdsa-sha2-nistp256@openssh.com"]

    private static func fault(_ vector: Vector) -> SSHFault? {
        Sample.fault {
            let key = try vector.key
            try vector.signature.verify(Vector.message.utf8, namespace: Vector.namespace, keys: [key])
        }
    }

    @Test("whoever didn't touch the key approved nothing", arguments: algorithms)
    func presence(_ algorithm: String) async throws {
        for flags: UInt8 in [1, 5, 0x1D] { #expect(Self.fault(try await Vector.craft(algorithm, flags: flags)) == nil, "\(flags)") }
        for flags: UInt8 in [0, 4, 0xFE] {
            let vector = try await Vector.craft(algorithm, flags: flags)
            #expect(Self.fault(vector) == .nobodyPresent, "\(flags)")
        }
        let fault = Self.fault(try await Vector.craft(algorithm, flags: 0))
        #expect(
            fault.map { "\($0)" } == "nobody touched the security key when it signed: take a key without no-touch-required")
    }

    @Test("any counter", arguments: algorithms)
    func counters(_ algorithm: String) async throws {
        for counter: UInt32 in [0, .max] { #expect(Self.fault(try await Vector.craft(algorithm, counter: counter)) == nil) }
    }

    @Test("a key that was made for a web site could sign what that site likes", arguments: algorithms)
    func applications(_ algorithm: String) async throws {
        for name in ["ssh:", "ssh:work"] { #expect(Self.fault(try await Vector.craft(algorithm, application: name)) == nil) }
        for name in ["https://example.com", "ssh.example.com", "ssh", "", "SSH:", " ssh:", "ssh:a b"] {
            let vector = try await Vector.craft(algorithm, application: name)
            #expect(Self.fault(vector) == .application(name), "\(name)")
        }
    }
}
