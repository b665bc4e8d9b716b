import Foundation
import TestSupport
import Testing

/// A bundle of evidence in an auditor's hands: unpacked, and nothing else of the ledger at hand.
struct Evidence {
    let folder = TemporaryDirectory()
    var path: String { folder("daypass-evidence") }

    /// Unpacks with the machine's tar.
    init(_ file: String) async throws {
        let unpacked = try await Shell.run(["tar", "-xf", file], in: folder.path)
        try #require(unpacked.code == 0, "\(unpacked.errors)")
    }

    private init(copying other: Evidence) throws { try FileManager.default.copyItem(atPath: other.path, toPath: path) }

    /// One that may be changed.
    func copy() throws -> Evidence { try Evidence(copying: self) }

    /// Every file, by its name in the bundle.
    var names: [String] {
        let all = FileManager.default.enumerator(atPath: path)?.compactMap { $0 as? String } ?? []
        return all.filter {
            (try? FileManager.default.attributesOfItem(atPath: path + "/" + $0)[.type] as? FileAttributeType) == .typeRegular
        }
        .sorted()
    }

    func text(_ name: String) throws -> String { try String(contentsOfFile: path + "/" + name, encoding: .utf8) }

    /// Changes a file; nil takes it away.
    func edit(_ name: String, _ change: (Data) -> Data?) throws {
        let url = URL(fileURLWithPath: path + "/" + name)
        if let changed = change(try Data(contentsOf: url)) {
            try changed.write(to: url)
        } else {
            try FileManager.default.removeItem(at: url)
        }
    }

    func replace(_ old: String, with new: String, in name: String) throws {
        try edit(name) { Data(String(decoding: $0, as: UTF8.self).replacing(old, with: new).utf8) }
    }

    /// Makes the list of sums fit what is there, as a forger would.
    func seal() async throws {
        let sealed = try await Shell.run(
            [
                "sh", "-c",
                "find . ! -type d ! -name SHA256SUMS -exec sha256sum {} + | LC_ALL=C sort -k 2 > sums && mv sums SHA256SUMS && sed -i '/ .\\/sums$/d' SHA256SUMS",
            ],
            in: path)
        try #require(sealed.code == 0, "\(sealed.errors)")
    }

    /// The steps of its first page, as they would be pasted one after the other.
    var steps: String {
        get throws { try text("README.md").matches(of: /```sh\n((?:.*\n)*?)```/).map { String($0.1) }.joined() }
    }

    /// What the steps say, to somebody who was given these things by another way.
    func check(_ given: [String: String], steps: String? = nil) async throws -> Finished {
        try await Shell.run(["sh", "-s"], in: path, environment: given, input: try steps ?? self.steps)
    }
}
