import AccessCore

/// Diagnostics as a SARIF log, version 2.1.0 (OASIS, "Static Analysis Results Interchange Format"), which code scanning takes.
package struct SARIF: Encodable, Hashable, Sendable {
    let schema = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
    let version = "2.1.0"
    let runs: [Run]

    private enum CodingKeys: String, CodingKey {
        case schema = "$schema"
        case version, runs
    }

    /// - Parameters:
    ///   - version: Daypass's own.
    ///   - digest: a hash of a text, in hexadecimal digits.
    package init(_ report: CheckReport, version: String, digest: (String) -> String) {
        let codes = Set(report.diagnostics.map(\.code)).sorted()
        let index = Dictionary(uniqueKeysWithValues: codes.enumerated().map { ($1, $0) })
        let results = report.diagnostics.map { Result($0, rule: index[$0.code] ?? 0, digest: digest) }
        let driver = Driver(name: "Daypass", semanticVersion: version, rules: codes.map { Rule(id: $0) })
        runs = [Run(tool: Tool(driver: driver), results: results)]
    }

    struct Run: Encodable, Hashable, Sendable {
        let tool: Tool
        let columnKind = "unicodeCodePoints"
        let results: [Result]

        private enum CodingKeys: String, CodingKey { case tool, columnKind, results }
    }

    struct Tool: Encodable, Hashable, Sendable { let driver: Driver }

    struct Driver: Encodable, Hashable, Sendable {
        let name: String
        let semanticVersion: String
        let rules: [Rule]
    }

    struct Rule: Encodable, Hashable, Sendable { let id: String }

    struct Message: Encodable, Hashable, Sendable { let text: String }

    struct Result: Encodable, Hashable, Sendable {
        let ruleId: String
        let ruleIndex: Int
        let level: String
        let message: Message
        let locations: [Location]
        let partialFingerprints: [String: String]

        init(_ diagnostic: Diagnostic, rule: Int, digest: (String) -> String) {
            (ruleId, ruleIndex, level) = (diagnostic.code, rule, diagnostic.severity.rawValue)
            message = Message(text: diagnostic.message.printable + (diagnostic.advice.map { ". " + $0.printable } ?? ""))
            locations = diagnostic.place.map { [Location($0)] } ?? []
            let identity = [diagnostic.place?.path ?? "", diagnostic.code, diagnostic.message].joined(separator: "\u{0}")
            partialFingerprints = ["daypass/v1": digest(identity)]
        }
    }

    struct Location: Encodable, Hashable, Sendable {
        let physicalLocation: Physical

        init(_ place: Place) {
            let region = place.line.map {
                Region(startLine: $0, startColumn: place.column, endColumn: place.column == nil ? nil : place.endColumn)
            }
            physicalLocation = Physical(artifactLocation: Artifact(uri: Self.uri(place.path)), region: region)
        }

        /// A path as a relative reference (RFC 3986, 4.2): what isn't unreserved is escaped.
        private static func uri(_ path: String) -> String {
            path.utf8.map { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
                    UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "~"), UInt8(ascii: "/"):
                    String(Unicode.Scalar(byte))
                default: "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
                }
            }.joined()
        }
    }

    struct Physical: Encodable, Hashable, Sendable {
        let artifactLocation: Artifact
        let region: Region?
    }

    struct Artifact: Encodable, Hashable, Sendable { let uri: String }

    struct Region: Encodable, Hashable, Sendable {
        let startLine: Int
        let startColumn: Int?
        let endColumn: Int?
    }
}
