/// What the ledger's records of requests count for.
package enum RecordTrust: Hashable, Sendable {
    /// As they stand: a key signed them that is pinned outside the repository.
    case whole
    /// They could be anybody's writing, and a merge is enough: no further than the contents on the branch ask for.
    case bounded
    /// They could be anybody's writing, and people's word counts: what they say was approved has to be proven anew.
    case none
}
