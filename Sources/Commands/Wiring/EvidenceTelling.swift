/// What was written, in words and as JSON, version 1.
struct EvidenceTelling: Encodable {
    let version = 1
    let file: String
    /// Of the whole file.
    let sha256: String
    let bytes: Int
    let tip: String
    let head: String?
    let records: Int
    let texts: Int
    let missing: Int
    /// As `audit verify` has it.
    let verdict: String

    var text: String {
        """
        \(file): \(counted(records, "record")), \(counted(texts, "text")) of requests\(missing == 0 ? "" : ", \(missing) missing")
        commit \(tip)
        head   \(head ?? "none")
        sha256 \(sha256)
        Tell the reader the commit, or the ledger's public key, by another way than the file.
        """
    }

    private func counted(_ number: Int, _ noun: String) -> String { number == 1 ? "1 \(noun)" : "\(number) \(noun)s" }
}
