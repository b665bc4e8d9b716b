import AccessCore
import Approvals
import Cryptography

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Verifies the signatures of some people again and again, as a run does: what proves an approval, from bytes to a person.
///
///     SignatureRounds ROUNDS KEYS REQUEST
///
/// `KEYS` has a person and a public key a line; `REQUEST` is a request's file below `requests/` with each one's signature beside it.
/// Prints how many were verified. Every round is all of the work: nothing is remembered from one to the next but whose keys are whose.
@main
enum SignatureRounds {
    static func main() {
        let arguments = CommandLine.arguments
        guard arguments.count == 4, let rounds = Int(arguments[1]), let keys = file(arguments[2]), let request = file(arguments[3]) else {
            print("SignatureRounds ROUNDS KEYS REQUEST")
            exit(64)
        }
        var people: [PersonName: Person] = [:]
        var files: [ApprovalFile] = []
        for line in String(decoding: keys, as: UTF8.self).split(separator: "\n") {
            let words = line.split(separator: " ", maxSplits: 1)
            let name = PersonName(String(words[0]))
            people[name] = Person(
                name: name, iam: .everywhere(UserName(name.text)), keys: [SigningKey(key: String(words[1]), from: nil, until: nil)])
            let path = "\(arguments[3]).\(name).sig"
            guard let signature = file(path) else { exit(66) }
            files.append(ApprovalFile(path: path, bytes: signature, seen: .earliest))
        }
        let ring = KeyRing(People(people: people))
        let subject = ApprovalStatement.Subject.request(path: arguments[3], sha256: SHA256.hash(request))
        var verified = 0
        for _ in 0..<rounds {
            verified += SignatureEvidence(of: subject, in: "example/access", files: files, keys: ring).approvals.count
        }
        print(verified)
    }

    private static func file(_ path: String) -> [UInt8]? {
        guard let file = fopen(path, "r") else { return nil }
        defer { fclose(file) }
        var bytes = [UInt8](repeating: 0, count: 1 << 16)
        let count = fread(&bytes, 1, bytes.count, file)
        return Array(bytes.prefix(count))
    }
}
