import Reconciliation
package import SSHSignatures

/// The keys one of which must have signed each commit.
package struct TrustedKeys: Hashable, Sendable {
    package enum Origin: String, Hashable, Sendable {
        /// Named outside the repository: whoever can write to the ledger's branch can't change them.
        case pinned
        /// Named by the ledger itself.
        case genesis
    }

    package let keys: Set<SSHPublicKey>
    package let origin: Origin

    package init(_ keys: some Sequence<SSHPublicKey>, _ origin: Origin) { (self.keys, self.origin) = (Set(keys), origin) }

    /// What a genesis record names; nil if that is nothing.
    ///
    /// - Throws: if it names a key that can't be read: to leave it out would be to guess what was meant.
    init?(named lines: [String]) throws(LedgerFault) {
        guard !lines.isEmpty else { return nil }
        var keys: [SSHPublicKey] = []
        for line in lines {
            do { keys.append(try SSHKeyLine(line[...]).key) } catch {
                throw LedgerFault(.undecodable("the genesis record names a key that can't be read: \(error)"))
            }
        }
        self.init(keys, .genesis)
    }

    /// `SHA256:… or SHA256:…`, at most three.
    var fingerprints: String {
        let all = keys.map(\.fingerprint).sorted()
        return all.prefix(3).joined(separator: " or ") + (all.count > 3 ? " or \(all.count - 3) others" : "")
    }
}

extension LedgerKeys {
    /// The keys that count; nil if none are known, and nothing needs to be signed.
    ///
    /// - Parameter named: what the genesis record names.
    func trusted(orNamed named: [String]) throws(LedgerFailure) -> TrustedKeys? {
        switch pinned {
        case .usable(let keys): return TrustedKeys(keys, .pinned)
        case .unusable(let why): throw LedgerFailure(.keys, "what must have signed the ledger isn't known: \(why)")
        case .none: do { return try TrustedKeys(named: named) } catch { throw LedgerFailure(reading: error) }
        }
    }

    /// The key that signs the next commit; nil if there is none and none is needed.
    ///
    /// - Throws: `.keys` if the commit would be one that the next run refuses.
    func signer(trusted: TrustedKeys?) throws(LedgerFailure) -> SSHPrivateKey? {
        switch signing {
        case .unusable(let why): throw LedgerFailure(.keys, "the ledger can't be signed: \(why)")
        case .none:
            guard let trusted else { return nil }
            throw LedgerFailure(.keys, "the ledger must be signed by \(trusted.fingerprints), and this run has no private key")
        case .usable(let key):
            guard let trusted, !trusted.keys.contains(key.publicKey) else { return key }
            throw LedgerFailure(
                .keys, "the ledger must be signed by \(trusted.fingerprints), and this run's key is \(key.publicKey.fingerprint)")
        }
    }
}
