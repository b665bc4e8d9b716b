import Foundation
import FuzzTargets
import TestSupport
import Testing

/// The inputs that fuzzing was begun with or has found something with. Each file is one input.
@Suite struct CorpusTests {
    static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appendingPathComponent("Fuzz/corpus")

    static func files(of target: FuzzTarget) throws -> [URL] {
        try FileManager.default.contentsOfDirectory(at: folder.appendingPathComponent(target.rawValue), includingPropertiesForKeys: nil)
            .filter { !$0.lastPathComponent.hasPrefix(".") }.sorted { $0.path < $1.path }
    }

    @Test(arguments: FuzzTarget.allCases)
    func everyInputStillHolds(_ target: FuzzTarget) throws {
        let files = try Self.files(of: target)
        #expect(files.count >= 5, "the corpus of \(target) is nearly empty")
        for file in files {
            let bytes = try [UInt8](Data(contentsOf: file))
            #expect(throws: Never.self, "\(target)/\(file.lastPathComponent)") { try target.run(bytes) }
        }
    }

    /// Each input cut off, doubled, and with a byte changed: what libFuzzer does, from seeds, in any toolchain.
    @Test(arguments: FuzzTarget.allCases)
    func soDoInputsLikeThem(_ target: FuzzTarget) throws {
        var random = SplitMix64(seed: 0x0DA7_9A55)
        for file in try Self.files(of: target) {
            let bytes = try [UInt8](Data(contentsOf: file))
            for round in 0..<20 {
                var changed = bytes
                for _ in 0...(round % 4) where !changed.isEmpty {
                    let place = Int(random.next() % UInt64(changed.count))
                    switch random.next() % 4 {
                    case 0: changed.removeSubrange(place...)
                    case 1: changed.insert(contentsOf: bytes.prefix(64), at: place)
                    case 2: changed.remove(at: place)
                    default: changed[place] = UInt8(truncatingIfNeeded: random.next())
                    }
                }
                #expect(throws: Never.self, "\(target)/\(file.lastPathComponent), round \(round)") { try target.run(changed) }
            }
        }
    }

    @Test func corporaStaySmall() throws {
        for target in FuzzTarget.allCases {
            let sizes = try Self.files(of: target).map { try Data(contentsOf: $0).count }
            #expect(sizes.count <= 60, "\(target) has \(sizes.count) files: see 'Fuzzing' in docs/testing.md for how to make it smaller")
            #expect(sizes.allSatisfy { $0 <= 8192 }, "\(target) has a file of \(sizes.max() ?? 0) bytes")
        }
    }

    /// A corpus without a target is never run.
    @Test func everyCorpusHasATarget() throws {
        let names = try FileManager.default.contentsOfDirectory(atPath: Self.folder.path).filter { !$0.hasPrefix(".") }
        #expect(Set(names) == Set(FuzzTarget.allCases.map(\.rawValue)))
    }
}
