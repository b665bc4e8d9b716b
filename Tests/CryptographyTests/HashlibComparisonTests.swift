import Cryptography
import TestSupport
import Testing

/// Compares with python's hashlib and hmac on random input of all lengths around the block's.
@Suite struct HashlibComparisonTests {
    @Test func agreesWithPython() async throws {
        var inputs: [(key: [UInt8], message: [UInt8])] = []
        for length in 0..<260 { inputs.append((try randomBytes(length % 150), try randomBytes(length))) }
        let script = """
            import sys, hashlib, hmac
            for line in sys.stdin.read().split("\\n"):
                key, message = (bytes.fromhex(part) for part in line.split(","))
                print(hashlib.sha256(message).hexdigest(), hmac.new(key, message, "sha256").hexdigest())
            """
        let lines = inputs.map { "\(Hex.encode($0.key)),\(Hex.encode($0.message))" }
        let python = try await Shell.run(["python3", "-c", script], input: lines.joined(separator: "\n"))
        let ours = inputs.map { "\(SHA256.hash($0.message)) \(hmacSHA256(key: $0.key, $0.message))\n" }.joined()
        #expect(python.output == ours, "\(python.errors)")
    }
}
