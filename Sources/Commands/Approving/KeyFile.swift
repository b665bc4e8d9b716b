import Reports
import SSHSignatures

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// A key that somebody named by a file, or that an agent holds: its public half, which is all that Daypass reads of it.
struct KeyFile {
    let key: SSHPublicKey
    /// What ssh-keygen is told.
    let path: String

    static let noTool = CommandFailure("there is no ssh-keygen here", advice: "Install OpenSSH (package openssh-client), 8.2 or newer.")

    /// - Parameter option: what named it, for messages.
    init(_ path: String, named option: String, _ environment: Environment) throws {
        let advice = "Name a private key's file of OpenSSH's, or the .pub file of a key that an agent holds."
        guard let text = Self.bytes(of: path) else {
            throw CommandFailure("\(option): \(path.printable) can't be read: \(String(cString: strerror(errno)))", advice: advice)
        }
        do throws(SSHFault) {
            // A public key's private half stands beside it, or an agent has it.
            if let line = try Self.publicLine(text) {
                key = line
                let other = path.hasSuffix(".pub") ? String(path.dropLast(4)) : path
                self.path = access(other, R_OK) == 0 ? other : path
                return
            }
            if let beside = Self.bytes(of: path + ".pub"), let line = try Self.publicLine(beside) {
                (key, self.path) = (line, path)
                return
            }
        } catch { throw CommandFailure("\(option): \(path.printable): \(error)", advice: advice) }
        guard let run = try ToolRun(["ssh-keygen", "-y", "-f", path], environment: environment) else { throw Self.noTool }
        guard run.code == 0, let line = (try? Self.publicLine(run.output)) ?? nil else {
            throw CommandFailure("\(option): \(path.printable) is no key that can be used", advice: advice)
        }
        (key, self.path) = (line, path)
    }

    /// `~` as shells have it.
    static func path(_ text: String, _ environment: Environment) -> String {
        text.hasPrefix("~/") ? environment.home + text.dropFirst() : text
    }

    /// A key that stands where a path could: `key::ssh-ed25519 AAAA…` (git-config(1), user.signingKey).
    static func literal(_ text: String) -> SSHPublicKey? {
        let line = text.hasPrefix("key::") ? text.dropFirst("key::".count) : text[...]
        return try? SSHKeyLine(line).key
    }

    /// The keys that the agent holds, as far as they can be used.
    static func agent(_ environment: Environment) throws -> [SSHPublicKey] {
        guard environment["SSH_AUTH_SOCK"] != nil else { return [] }
        guard let run = try ToolRun(["ssh-add", "-L"], environment: environment, isSilent: true), run.code == 0 else { return [] }
        var keys: [SSHPublicKey] = []
        for line in String(decoding: run.output, as: UTF8.self).split(separator: "\n") {
            guard let key = try? SSHKeyLine(line).key, !keys.contains(key) else { continue }
            keys.append(key)
        }
        return keys
    }

    /// The one key of a `.pub` file; nil if it is none.
    private static func publicLine(_ bytes: [UInt8]) throws(SSHFault) -> SSHPublicKey? {
        guard !bytes.starts(with: "-----BEGIN".utf8), let text = String(validating: bytes, as: UTF8.self) else { return nil }
        let lines = text.split(separator: "\n").filter { !$0.isEmpty }
        guard lines.count == 1, ["ssh-", "ecdsa-", "sk-"].contains(where: { lines[0].hasPrefix($0) }) else { return nil }
        return try SSHKeyLine(lines[0]).key
    }

    /// Nil if it can't be read, or is too large for a key.
    private static func bytes(of path: String) -> [UInt8]? {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { return nil }
        defer { close(file) }
        var (bytes, buffer): ([UInt8], [UInt8]) = ([], [UInt8](repeating: 0, count: 4096))
        while bytes.count <= SSHLimits.privateKey {
            let count = systemRead(file, &buffer, buffer.count)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { return nil }
            if count == 0 { return bytes }
            bytes += buffer.prefix(count)
        }
        errno = EFBIG
        return nil
    }
}

/// `read(2)`, which the type's own functions would hide.
private let systemRead: @Sendable (Int32, UnsafeMutableRawPointer?, Int) -> Int = { read($0, $1, $2) }

/// A public key in a folder of its own, which goes with it: ssh-keygen takes the key to sign with from a file.
final class TemporaryKeyFile {
    let path: String
    private let folder: String

    init(_ key: SSHPublicKey) throws(CommandFailure) {
        var template = Array("/tmp/daypass-key.XXXXXX".utf8CString)
        guard let made = mkdtemp(&template) else { throw Self.failure("mkdtemp") }
        folder = String(cString: made)
        path = folder + "/key.pub"
        let file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw Self.failure("open") }
        defer { close(file) }
        let text = Array((key.text + "\n").utf8)
        guard write(file, text, text.count) == text.count else { throw Self.failure("write") }
    }

    deinit {
        unlink(path)
        rmdir(folder)
    }

    private static func failure(_ call: String) -> CommandFailure {
        CommandFailure("\(call) below /tmp: \(String(cString: strerror(errno)))", advice: "See that /tmp can be written.")
    }
}
