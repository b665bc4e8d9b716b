import AccessCore
import Approvals
import Git
import Reports
import SSHSignatures

/// The key that an approver signs with, and whose it is by the policies in force.
struct ApproverKey {
    let person: PersonName
    let key: SSHPublicKey
    /// What ssh-keygen is told: a private key, or a public one whose other half an agent holds.
    private let source: Source

    private enum Source {
        case file(String)
        /// In ssh-agent; ssh-keygen finds it by its public half.
        case agent
    }

    /// Looks for it in the order of what was said most clearly: `--key`, `DAYPASS_SIGNING_KEY`, git's `user.signingkey`, the agent.
    ///
    /// - Parameter name: `--as`: whose it has to be; nil: whoever's it is.
    init(
        file: String?, as name: String?, in clone: Clone, _ ring: KeyRing, _ environment: Environment
    ) throws {
        let wanted = name.map { PersonName($0) }
        if let wanted, clone.policies.people.people[wanted] == nil {
            throw CommandFailure(
                "--as: there is nobody called '\(wanted.text.printable)' in people.yaml",
                advice: "Give a person's name as policies/people.yaml has it.")
        }
        if let path = file ?? environment["DAYPASS_SIGNING_KEY"] {
            try self.init(KeyFile.path(path, environment), named: file == nil ? "DAYPASS_SIGNING_KEY" : "--key", wanted, ring, environment)
        } else if try clone.repository.setting("gpg.format", environment: environment.variables) == "ssh",
            let text = try clone.repository.setting("user.signingkey", environment: environment.variables)
        {
            if let line = KeyFile.literal(text) {
                try self.init(line, .agent, called: "git's user.signingkey", wanted, ring)
            } else {
                try self.init(KeyFile.path(text, environment), named: "git's user.signingkey", wanted, ring, environment)
            }
        } else {
            let held = try KeyFile.agent(environment).filter { key in
                ring.owner(of: key).map { wanted == nil || $0.person == wanted } ?? false
            }
            guard let key = held.first, held.count == 1 else { throw Self.unclear(held, wanted, ring) }
            try self.init(key, .agent, called: "the agent's key", wanted, ring)
        }
    }

    private init(
        _ path: String, named option: String, _ wanted: PersonName?, _ ring: KeyRing, _ environment: Environment
    ) throws {
        let file = try KeyFile(path, named: option, environment)
        try self.init(file.key, .file(file.path), called: "\(option): the key \(path.printable)", wanted, ring)
    }

    private init(_ key: SSHPublicKey, _ source: Source, called name: String, _ wanted: PersonName?, _ ring: KeyRing) throws {
        guard let owner = ring.owner(of: key) else {
            throw CommandFailure(
                "\(name) (\(key.fingerprint)) is nobody's in people.yaml",
                advice: "Have its public half added to your keys in policies/people.yaml first, or name another key with --key.")
        }
        if let wanted, owner.person != wanted {
            throw CommandFailure(
                "\(name) (\(key.fingerprint)) is \(owner.person)'s, not \(wanted)'s",
                advice: "Leave --as out, or name \(wanted)'s key with --key.")
        }
        (person, self.key, self.source) = (owner.person, key, source)
    }

    private static func unclear(_ held: [SSHPublicKey], _ wanted: PersonName?, _ ring: KeyRing) -> CommandFailure {
        guard !held.isEmpty else {
            return CommandFailure(
                "no key to sign with: none was named, and the agent holds none of \(wanted.map { "\($0)'s" } ?? "anybody's in people.yaml")",
                advice: "Name it with --key FILE or DAYPASS_SIGNING_KEY, in git's user.signingkey, or add it to the agent: ssh-add.")
        }
        let names = held.map { key in "\(key.fingerprint) (\(ring.owner(of: key)?.person.text ?? ""))" }.joined(separator: ", ")
        return CommandFailure("the agent holds several keys: \(names)", advice: "Name one with --key FILE, or a person with --as.")
    }

    /// Has ssh-keygen sign, which may ask for a passphrase or for a touch of a security key.
    ///
    /// - Returns: the armored signature. It isn't verified yet.
    func sign(_ statement: ApprovalStatement, _ environment: Environment) throws -> [UInt8] {
        switch source {
        case .file(let path): return try Self.run(path, statement, environment)
        case .agent:
            let file = try TemporaryKeyFile(key)
            return try Self.run(file.path, statement, environment)
        }
    }

    private static func run(_ path: String, _ statement: ApprovalStatement, _ environment: Environment) throws -> [UInt8] {
        let arguments = ["ssh-keygen", "-q", "-Y", "sign", "-n", ApprovalStatement.namespace, "-f", path]
        guard let run = try ToolRun(arguments, input: Array(statement.text.utf8), environment: environment) else { throw KeyFile.noTool }
        guard run.code == 0 else {
            throw CommandFailure(
                "ssh-keygen did not sign (exit code \(run.code))",
                advice: "What it says stands above. Nothing was written; try the same by hand: \(arguments.joined(separator: " ")).")
        }
        return run.output
    }
}
