import AccessCore
import Foundation
import TestSupport
import Testing
import TimeZones

@testable import AccessRequests

/// `daypass schema` and the decoders say the same, as far as a schema can know.
struct SchemaTests {
    private static let bases: [FileSchema: (path: String, base: String)] = [
        .request: ("requests/a.yaml", Base.request), .entitlement: ("policies/access/prod.yaml", Base.entitlement),
        .people: ("policies/people.yaml", Base.people), .settings: ("policies/settings.yaml", Base.settings),
        .calendar: ("policies/calendar.yaml", "version: 1\nwindows: [{ name: a, start: 2026-12-24 18:00, duration: 4h }]\n"),
        .review: ("requests/a.review.yaml", "version: 1\nverdict: justified\ncomment: Looked at it\n"),
    ]

    private func errors(_ schema: FileSchema, _ path: String, _ text: String) -> [Diagnostic] {
        let bytes = Array(text.utf8)
        if schema == .review {
            return ReviewDecoder().decode(SourceFile(path: path, bytes: bytes)).diagnostics.filter { $0.severity == .error }
        }
        guard schema != .request else {
            return RequestDecoder(timezone: .utc).decode(SourceFile(path: path, bytes: bytes)).diagnostics.filter { $0.severity == .error }
        }
        let files = Base.policies(path, text).map { SourceFile(path: $0, bytes: Array($1.utf8)) }
        return PolicyDecoder().decode(files, tree: TreeID("t")).diagnostics.filter { $0.severity == .error && $0.place?.path == path }
    }

    /// Whether a schema can know that a file with these mistakes is wrong. Numbers are those of `ShapeMistake`; each line says why.
    private static func canBeSeen(_ error: Diagnostic, _ sample: FormSamples) -> Bool {
        let number = Int(error.code.suffix(2)) ?? 0
        return switch number {
        // A day that isn't in the calendar, an hour that a clock change skips or repeats, a window that ends before it begins.
        case 11, 14, 15, 23: !sample.value.hasPrefix("2026-")
        // No time at all, or more than ten years.
        case 21: false
        // Names of things elsewhere.
        case 22: false
        // Numbers of words: which kinds of evidence exclude each other, a team of fewer people, a key's type, a time zone's name.
        case 30...49: false
        // A list of tags that match no account is told with its number above; two rules from one team are twice, though not alike.
        // What must be there, or can't, beside one value of another key.
        case 2, 19, 20: !(sample.path.hasPrefix("expired") || sample.path.hasPrefix("windows"))
        // How many digits a number without quotes has, how large one in quotes is, what a key is inside.
        case 13: !(Int64(sample.value) != nil || sample.path.hasSuffix("keys.key"))
        case 18: !sample.value.hasPrefix("\"")
        // There are more, of which some could be seen.
        case 50: false
        case 10: !(sample.path.hasSuffix("rules") || sample.value.contains("1, 2"))
        default: true
        }
    }

    @Test(arguments: FileSchema.allCases)
    func agreesWithTheDecoder(_ schema: FileSchema) async throws {
        let (path, base) = try #require(Self.bases[schema])
        let samples = FormSamples.all(of: schema, in: base)
        let verdicts = try await SchemaJudge.judge(samples.map { SchemaJudge.File(schema: schema.rawValue, text: $0.text) })
        var (right, wrong) = (0, 0)
        for (sample, verdict) in zip(samples, verdicts) {
            let errors = errors(schema, path, sample.text)
            if errors.isEmpty {
                right += 1
                #expect(verdict == nil, "\(sample.path): \(sample.value.prefix(80)): the decoder takes it")
            } else if errors.contains(where: { Self.canBeSeen($0, sample) }) {
                wrong += 1
                #expect(verdict != nil, "\(sample.path): \(sample.value.prefix(80)): the decoder says \(errors.map(\.message))")
            }
        }
        #expect(right > 5 && wrong > 60, "\(right) right, \(wrong) wrong")
    }

    @Test("every sample of the repository, and every base of the tests, fits")
    func samplesFit() async throws {
        var files = try (SampleTree.files(below: "requests") + SampleTree.files(below: "policies")).compactMap { file in
            let kind: FileSchema? =
                switch file.path {
                case "policies/settings.yaml": .settings
                case "policies/people.yaml": .people
                default: file.path.hasPrefix("policies/access/") ? .entitlement : file.path.hasPrefix("requests/") ? .request : nil
                }
            return kind.map { SchemaJudge.File(schema: $0.rawValue, text: String(decoding: file.bytes, as: UTF8.self)) }
        }
        #expect(files.count >= 8)
        files += Self.bases.map { SchemaJudge.File(schema: $0.rawValue, text: $1.base) }
        for (file, verdict) in zip(files, try await SchemaJudge.judge(files)) { #expect(verdict == nil, "\(file.text)") }
    }

    @Test("names are told alike by a rule and by its pattern")
    func patterns() async throws {
        let rules: [(String, NameRule, isExact: Bool)] = [
            ("user", .user, true), ("group", .group, true), ("person", .person, true), ("team", .team, true),
            ("reference", .reference, true), ("accountID", .accountID, true), ("externalID", .externalID, true),
            ("variable", .variable, true), ("login", .login, true), ("repository", .repository, true), ("branch", .branch, true),
            // Beyond ASCII a pattern can't tell letters from signs, nor a whole host's length or a loopback address.
            ("tagKey", .tagKey, true), ("tagValue", .tagValue, true), ("leasePrefix", .leasePrefix, true), ("committer", .committer, true),
            ("mail", .mail, true), ("roleARN", .roleARN, false), ("topicARN", .topicARN, false), ("endpoint", .endpoint, false),
            ("directory", .directory, false), ("signingKey", .signingKey, false),
        ]
        var texts = [
            "", "aws:x", "AWS:x", "a@b", "a@b@c", "a..b", "a.lock", "a/b.lock/c", "a.", "a//b", "/a", "a/", " ", "x@y", "x@y.z", "x@-y",
        ]
        texts += ["arn:aws:iam::111111111111:role/a/b", "arn:aws-cn:iam::111111111111:role/D", "file:a", "file://a", NameRule.exampleKey]
        texts += [
            "https://a.b:443/", "http://[::1]:80", "ftp://a", "arn:aws:sns:eu-west-1:111111111111:t", "111111111111", "1a",
            "x@\(String(repeating: "y", count: 63)).z",
        ]
        for byte in UInt8(1)...126 where byte != 10 {
            let character = String(UnicodeScalar(byte))
            texts += [character, "a" + character, character + "a", "a" + character + "b", "a@" + character, "a/b" + character]
        }
        for count in [63, 64, 65, 100, 101, 127, 128, 129, 199, 200, 201, 255, 256, 257, 1224, 1225] {
            texts += [String(repeating: "a", count: count), String(repeating: "a/", count: count / 2) + "a"]
        }
        var files: [SchemaJudge.File] = []
        var schemas: [String: JSONNode] = [:]
        for (name, rule, _) in rules {
            schemas[name] = .object([("type", .text("string")), ("pattern", .text(rule.pattern))])
            files += texts.map { SchemaJudge.File(schema: name, text: JSONNode.text($0).rendered()) }
        }
        let verdicts = try await SchemaJudge.judge(files, schemas: schemas)
        for (index, (name, rule, isExact)) in rules.enumerated() {
            for (text, verdict) in zip(texts, verdicts[(index * texts.count)...]) {
                if rule.accepts(text) {
                    #expect(verdict == nil, "\(name): \(text)")
                } else if isExact {
                    #expect(verdict != nil, "\(name): \(text)")
                }
            }
        }
    }

    @Test("the printed schema names its version, and says what each key means")
    func printed() throws {
        for schema in FileSchema.allCases {
            let object = try #require(try JSONSerialization.jsonObject(with: Data(schema.text.utf8)) as? [String: Any])
            #expect(object["$schema"] as? String == "https://json-schema.org/draft/2020-12/schema")
            let properties = try #require(object["properties"] as? [String: [String: Any]])
            #expect(Set(properties.keys) == Set(schema.form.names))
            for (key, value) in properties { #expect((value["description"] as? String)?.hasSuffix(".") == true, "\(key)") }
        }
    }

    @Test("each example is one that the schema and the decoder take")
    func examples() async throws {
        for schema in FileSchema.allCases {
            let object = try #require(try JSONSerialization.jsonObject(with: Data(schema.text.utf8)) as? [String: Any])
            let properties = try #require(object["properties"] as? [String: [String: Any]])
            let shown = properties.filter { $0.value["examples"] != nil }
            #expect(shown.count >= 2)
            let (path, base) = try #require(Self.bases[schema])
            let texts = schema.form.keys.compactMap { key -> String? in
                guard let example = key.example else { return nil }
                let group = schema.form.oneOf.first { $0.contains(key.name) } ?? []
                return Base.with("\(key.name): \(example)", in: base, without: group.filter { $0 != key.name })
            }
            for (text, verdict) in zip(texts, try await SchemaJudge.judge(texts.map { .init(schema: schema.rawValue, text: $0) })) {
                #expect(verdict == nil, "\(text)")
                #expect(errors(schema, path, text).allSatisfy { $0.code.hasSuffix("22") || $0.code.hasSuffix("40") }, "\(text)")
            }
        }
    }

    @Test("a first line for editors is no mistake")
    func hint() {
        let text = "# yaml-language-server: $schema=../../schemas/request.json\n" + Base.request
        #expect(errors(.request, "requests/a.yaml", text) == [])
    }
}
