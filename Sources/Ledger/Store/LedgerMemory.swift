/// Which files of a runner's cache remember what was seen of the ledger: what a ledger must go on from, and whose keys count.
package enum LedgerMemory {
    /// - Parameter name: of a file of the cache.
    package static func holds(_ name: String) -> Bool { name == KnownState.file || name.hasPrefix(RememberedKeys.prefix) }
}
