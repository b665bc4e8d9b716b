import SSHSignatures

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// What can be read of OpenSSH's formats is written as it was, and nothing is a valid signature of what nobody signed.
///
/// The bytes are tried as they are, and as what the armor holds: libFuzzer doesn't learn base64.
func fuzzSSHSignature(_ bytes: [UInt8]) throws(Broken) {
    for text in [bytes, armored(bytes, "SSH SIGNATURE")] {
        guard let signature = try attempt({ () throws(SSHFault) in try SSHSignature(armored: text) }) else { continue }
        let again = try attempt { () throws(SSHFault) in try SSHSignature(armored: signature.armored.utf8) }
        try require(again == signature, "a signature written again is another")
        let isValid = try attempt { () throws(SSHFault) in
            try signature.verify(bytes, namespace: signature.namespace, keys: [signature.key])
            return true
        }
        // It would have to hold its own hash.
        try require(isValid == nil, "a signature of itself")
    }
    if let key = try attempt({ () throws(SSHFault) in try SSHPublicKey(blob: bytes) }) {
        try require(key.blob == bytes, "a public key is written as another")
    }
    for text in [bytes, armored(bytes, "OPENSSH PRIVATE KEY")] {
        guard let key = try attempt({ () throws(SSHFault) in try SSHPrivateKey(text: text) }) else { continue }
        let isValid = try attempt { () throws(SSHFault) in
            try SSHSignature(of: bytes, namespace: "file", by: key).verify(bytes, namespace: "file", keys: [key.publicKey])
            return true
        }
        try require(isValid == true, "a private key that doesn't fit its public half")
    }
    let lines = try attempt { () throws(SSHFault) in try SSHKeyLine.list(bytes) } ?? []
    for line in lines {
        let again = try attempt { () throws(SSHFault) in try SSHKeyLine(line.key.text[...]) }
        try require(again?.key == line.key, "a line of a key is written as another")
    }
}

/// Nil for a fault, which must be one that can be shown.
private func attempt<Value>(_ read: () throws(SSHFault) -> Value) throws(Broken) -> Value? {
    do { return try read() } catch {
        try require(isOneLine(error.description), "the words of a fault aren't one line")
        return nil
    }
}

private func armored(_ bytes: [UInt8], _ label: String) -> [UInt8] {
    Array("-----BEGIN \(label)-----\n\(Data(bytes).base64EncodedString())\n-----END \(label)-----\n".utf8)
}
