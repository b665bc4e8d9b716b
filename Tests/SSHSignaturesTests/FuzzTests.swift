import Foundation
import TestSupport
import Testing

@testable import SSHSignatures

/// Whatever arrives, reading it ends in a value or a fault, and nothing but the true signature is valid.
@Suite struct FuzzTests {
    private static let message = Array("fuzz".utf8)

    @Test("bytes changed, cut, repeated and put in", arguments: 0..<8)
    func mutations(_ seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        let key = try Sample.key()
        let signature = try SSHSignature(of: Self.message, namespace: "git", by: key)
        let file = try KeyFile()
        for _ in 0..<1500 {
            let blob = mutate(signature.blob, &random)
            if let read = try? SSHSignature(blob: blob), read != signature {
                #expect(throws: SSHFault.self, "seed \(seed)") {
                    try read.verify(Self.message, namespace: "git", keys: [key.publicKey])
                }
            }
            let text = mutate(Array(signature.armored.utf8), &random)
            if let read = try? SSHSignature(armored: text) {
                // Lines may be of another length; nothing else.
                #expect(read.armored.utf8.filter { $0 != 0x0A } == text.filter { $0 != 0x0A }, "seed \(seed)")
            }
            let changed = mutate(file.bytes, &random)
            if let read = try? SSHPrivateKey(text: Armor.privateKey.wrap(changed).utf8) {
                #expect(read.publicKey == key.publicKey, "seed \(seed)")
            }
            _ = try? SSHPrivateKey(text: mutate(Array(file.text.utf8), &random))
            _ = try? SSHKeyLine.list(mutate(Array("a@b \(key.publicKey.text) c\n# x\n".utf8), &random))
            if let read = try? SSHPublicKey(blob: mutate(key.publicKey.blob, &random)) { _ = read.fingerprint }
        }
    }

    private func mutate(_ bytes: [UInt8], _ random: inout SplitMix64) -> [UInt8] {
        var bytes = bytes
        for _ in 0..<Int.random(in: 1...3, using: &random) {
            let place = Int.random(in: 0...bytes.count, using: &random)
            switch Int.random(in: 0..<5, using: &random) {
            case 0 where place < bytes.count: bytes[place] = random.pick([0, 0xFF, 0x0A, 0x3D, UInt8.random(in: 0...255, using: &random)])
            case 1: bytes.removeLast(bytes.count - place)
            case 2: bytes.insert(UInt8.random(in: 0...255, using: &random), at: place)
            case 3: bytes.insert(contentsOf: bytes.suffix(Int.random(in: 0...40, using: &random)), at: place)
            default: bytes.removeSubrange(place..<min(bytes.count, place + Int.random(in: 0...8, using: &random)))
            }
        }
        return bytes
    }
}
