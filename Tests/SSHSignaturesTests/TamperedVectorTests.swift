import Cryptography
import Foundation
import TestSupport
import Testing

@testable import SSHSignatures

/// Nothing of a signature by any type of key can be changed, and ssh-keygen is of the same opinion.
@Suite struct TamperedVectorTests {
    @Test("each byte changed, in two ways", arguments: Vector.names)
    func everyByte(_ name: String) async throws {
        let vector = try await Vector.make(name)
        let blob = try vector.signature.blob
        #expect(try vector.isValid(blob: blob))
        for place in blob.indices {
            for change: UInt8 in [1 << UInt8(place % 8), 0xFF] {
                var changed = blob
                changed[place] ^= change
                #expect(try !vector.isValid(blob: changed), "\(place) ^ \(change)")
            }
        }
    }

    @Test("each byte of the text changed", arguments: Vector.names)
    func everyCharacter(_ name: String) async throws {
        let vector = try await Vector.make(name)
        let (text, key) = (Array(vector.armored.utf8), try vector.key)
        for place in text.indices {
            var changed = text
            changed[place] ^= 1 << UInt8(place % 8)
            #expect(throws: SSHFault.self, "\(place)") {
                try SSHSignature(armored: changed).verify(Vector.message.utf8, namespace: Vector.namespace, keys: [key])
            }
        }
    }

    @Test("cut short at every length, and with more behind it", arguments: Vector.names)
    func lengths(_ name: String) async throws {
        let vector = try await Vector.make(name)
        let blob = try vector.signature.blob
        for count in blob.indices { #expect(throws: SSHFault.self, "\(count)") { try SSHSignature(blob: Array(blob.prefix(count))) } }
        for more in [[0], [0, 0, 0, 0], blob] as [[UInt8]] { #expect(throws: SSHFault.self) { try SSHSignature(blob: blob + more) } }
        let text = Array(vector.armored.utf8)
        for count in 0..<(text.count - 1) { #expect(throws: SSHFault.self, "\(count)") { try SSHSignature(armored: text.prefix(count)) } }
        for more in ["\n", "x", vector.armored] { #expect(throws: SSHFault.self) { try SSHSignature(armored: text + Array(more.utf8)) } }
        #expect(throws: SSHFault.self) { try SSHSignature(armored: Array("\n".utf8) + text) }
    }

    /// Strings of the fields, and those inside them: the key's, the signature's, and an ECDSA signature's two numbers.
    @Test("each field longer, shorter, empty, doubled, and in another's place", arguments: Vector.names)
    func everyField(_ name: String) async throws {
        let vector = try await Vector.make(name)
        let blob = try vector.signature.blob
        let fields = try Fields(blob)
        #expect(fields.blob == blob)
        for path in fields.paths {
            let value = fields[path]
            for other in [
                value + [0], [0] + value, Array(value.dropLast()), Array(value.dropFirst()), [], value + value, Array(value.reversed()),
            ]
            where other != value {
                var changed = fields
                changed[path] = other
                #expect(try !vector.isValid(blob: changed.blob), "\(path)")
            }
            for source in fields.paths where fields[source] != value {
                var changed = fields
                changed[path] = fields[source]
                #expect(try !vector.isValid(blob: changed.blob), "\(path) as \(source)")
            }
        }
    }

    @Test("ssh-keygen refuses what we refuse, and takes what we take", arguments: Vector.names)
    func agreement(_ name: String) async throws {
        let vector = try await Vector.make(name)
        let blob = try vector.signature.blob
        #expect(try await vector.isValidToKeygen(armored: Armor.signature.wrap(blob)))
        for place in stride(from: blob.count % 7, to: blob.count, by: max(1, blob.count / 40)) {
            var changed = blob
            changed[place] ^= 1 << UInt8(place % 8)
            #expect(try vector.isValid(blob: changed) == false)
            #expect(try await !vector.isValidToKeygen(armored: Armor.signature.wrap(changed)), "\(place)")
        }
        for shorter in [blob.count - 1, blob.count / 2, 10] {
            #expect(try await !vector.isValidToKeygen(armored: Armor.signature.wrap(Array(blob.prefix(shorter)))))
        }
    }

    @Test("a signature by one type of key under another key", arguments: Vector.names)
    func mixed(_ name: String) async throws {
        let vector = try await Vector.make(name)
        for other in Vector.names {
            let key = try await Vector.make(other).key
            guard try key != vector.key else { continue }
            #expect(
                try Sample.fault { try vector.signature.verify(Vector.message.utf8, namespace: Vector.namespace, keys: [key]) }
                    == .otherKey(vector.key.fingerprint))
            // And with that key put into the signature.
            var fields = try Fields(vector.signature.blob)
            fields[[0]] = key.blob
            #expect(throws: SSHFault.self) {
                try SSHSignature(blob: fields.blob).verify(Vector.message.utf8, namespace: Vector.namespace, keys: [key])
            }
        }
    }
}

/// A signature's blob taken apart, so that each field can be changed and the lengths around it stay right.
private struct Fields {
    /// `SSHSIG` and the version.
    private let head: [UInt8]
    /// Key, namespace, reserved, hash, signature.
    private var parts: [Part]

    private indirect enum Part {
        case string([UInt8])
        /// Strings with what stands behind the last of them.
        case strings([Part], rest: [UInt8])

        var bytes: [UInt8] {
            switch self {
            case .string(let bytes): bytes
            case .strings(let parts, let rest): parts.flatMap { Fields.string($0.bytes) } + rest
            }
        }
    }

    static func string(_ bytes: [UInt8]) -> [UInt8] {
        var writer = WireWriter()
        writer.string(bytes)
        return writer.bytes
    }

    init(_ blob: [UInt8]) throws {
        head = Array(blob.prefix(10))
        var reader = WireReader(blob.dropFirst(10), "the signature")
        parts = []
        for index in 0..<5 {
            let bytes = Array(try reader.string())
            parts.append(index == 0 || index == 4 ? Self.split(bytes) : .string(bytes))
        }
        try reader.end()
    }

    /// As many strings as there are; what is none is the rest.
    private static func split(_ bytes: [UInt8]) -> Part {
        var reader = WireReader(bytes, "a field")
        var (parts, rest): ([Part], [UInt8]) = ([], bytes)
        while let part = try? reader.string() {
            let part = Array(part)
            // The two numbers of an ECDSA signature are strings within one.
            var inner = WireReader(part, "a number")
            if let first = try? inner.string(), let second = try? inner.string(), inner.remaining.isEmpty, first.count > 20 {
                parts.append(.strings([.string(Array(first)), .string(Array(second))], rest: []))
            } else {
                parts.append(.string(part))
            }
            rest = Array(reader.remaining)
        }
        return .strings(parts, rest: rest)
    }

    var blob: [UInt8] { head + parts.flatMap { Self.string($0.bytes) } }

    /// Where each field is: an index a level; -1 is what stands behind the strings.
    var paths: [[Int]] { parts.indices.flatMap { index in [[index]] + Self.paths(parts[index]).map { [index] + $0 } } }

    private static func paths(_ part: Part) -> [[Int]] {
        guard case .strings(let parts, let rest) = part else { return [] }
        return parts.indices.flatMap { index in [[index]] + paths(parts[index]).map { [index] + $0 } } + (rest.isEmpty ? [] : [[-1]])
    }

    subscript(path: [Int]) -> [UInt8] {
        get { Self.get(parts[path[0]], path.dropFirst()) }
        set { parts[path[0]] = Self.set(parts[path[0]], path.dropFirst(), newValue) }
    }

    private static func get(_ part: Part, _ path: ArraySlice<Int>) -> [UInt8] {
        guard let first = path.first, case .strings(let parts, let rest) = part else { return part.bytes }
        return first < 0 ? rest : get(parts[first], path.dropFirst())
    }

    private static func set(_ part: Part, _ path: ArraySlice<Int>, _ value: [UInt8]) -> Part {
        guard let first = path.first, case .strings(var parts, let rest) = part else { return .string(value) }
        if first < 0 { return .strings(parts, rest: value) }
        parts[first] = set(parts[first], path.dropFirst(), value)
        return .strings(parts, rest: rest)
    }
}
