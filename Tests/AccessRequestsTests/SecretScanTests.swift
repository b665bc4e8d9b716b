import AccessCore
import Testing
import TimeZones

@testable import AccessRequests

struct SecretScanTests {
    /// What people do write into requests and must be able to.
    @Test(arguments: [
        "deploy 4c1d9e2f0a3b5c6d7e8f90112233445566778899",
        "the secret store moves to 4c1d9e2f0a3b5c6d7e8f90112233445566778899",
        "aws commit 4C1D9E2F0A3B5C6D7E8F90112233445566778899",
        "sha256 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
        "role arn:aws:iam::111111111111:role/Daypass/with/a/long/path/that/goes/on/and/on",
        "the aws path /usr/share/doc/secret/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
        "AKIA is how access keys begin, as does ASIA", "XAKIAIOSFODNN7EXAMPLE1", "AKIAIOSFODNN7EXAMPLETOOLONG", "glpat-short", "ghp_short",
        "xoxo-", "-----BEGIN CERTIFICATE-----", "-----BEGIN PUBLIC KEY-----",
        "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIDKGmszwu9cCnNG1OZi2DUL8bcCpb1jTsYGPgO9GPXJD aws secret key",
        // One in thirty thousand keys holds the word, with forty characters from there to its end.
        "key: \"ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIDNQaWSGQb2xuYaTICOAL06+VMTLp5ayyIYyVryJnbDB\"",
        "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIPRbAwS3IxXiZfCGefazF92sDIzWLc0BasAc/dfayvqD lead01",
        "Secrets Manager rotation in AWS, see https://example.com/secrets/2026/11/22/rotation/of/the/keys",
    ])
    func isNoSecret(_ text: String) { #expect(!SecretScan.isSecret(text)) }

    static let all = [
        SampleSecret.accessKey, SampleSecret.temporaryKey, SampleSecret.github, SampleSecret.githubFine, SampleSecret.gitlab,
        SampleSecret.slack,
    ]

    @Test(arguments: all) func isASecretAnywhere(_ secret: String) {
        for text in [secret, "a \(secret)", "\"\(secret)\"", "x=\(secret);", "é\(secret)\n"] {
            #expect(SecretScan.isSecret(text), "\(text)")
        }
    }

    /// Wherever it stands and whatever else is wrong there: told once, never repeated.
    @Test(arguments: all + ["secret " + SampleSecret.secretKey])
    func isNeverRepeated(_ secret: String) throws {
        let word = try #require(secret.split(separator: " ").last)
        let clipped = String(repeating: "a ", count: 25) + secret
        // Without a word before it, forty characters are no secret.
        let bare = word == secret ? ["title: &\(word) x", "title: *\(word)", "title: !\(word) x"] : []
        for line in [
            "user: \(secret)", "start: \(secret)", "duration: \(secret)", "access: [\(secret), \(secret)]", "\(secret): x",
            "\(secret): x\n\(secret): y",
            "title: \"\(secret)", "duration: \(clipped)",
            "emergency: \(secret)",
            "notify: [\(secret)]", "start: x # \(secret)",
        ] + bare {
            let text = Base.with(line, in: Base.request)
            let found = RequestDecoder(timezone: .utc).decode(SourceFile(path: "requests/a.yaml", bytes: Array(text.utf8)))
            #expect(found.value == nil)
            #expect(found.diagnostics.contains { $0.code == "DP1208" }, "\(line)")
            for diagnostic in found.diagnostics {
                #expect(diagnostic.place?.excerpt == nil)
                let told = diagnostic.message + (diagnostic.advice ?? "")
                #expect(!told.contains(word.prefix(8)), "\(line): \(told)")
            }
        }
    }

    @Test(arguments: [
        "secret ", "aws=", "MY_SECRET_KEY=", "export TF_VAR_aws: ", "x.AWS_SECRET_ACCESS_KEY = \"", "/aws: ", "the aws key of/it ",
    ])
    func isAnAWSSecretAfter(_ word: String) { #expect(SecretScan.isSecret(word + SampleSecret.secretKey + "\"")) }

    @Test func aFileOfNothingButAlarmingWordsIsReadInOnePass() {
        // Each word looks a hundred bytes ahead and no further: this would otherwise take minutes.
        let text = String(repeating: "secretaws", count: 40_000)
        #expect(!SecretScan.isSecret(text))
    }
}
