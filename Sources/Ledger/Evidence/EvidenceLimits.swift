/// What a bundle of evidence may cost. It is put together in memory, and whoever checks it by hand runs a program for each
/// file of records.
package struct EvidenceLimits: Hashable, Sendable {
    /// Bytes of all that is in it. A year of one person is some megabytes, most of it lists of a day's files.
    package var bytes: Int
    /// Files in it.
    package var files: Int
    /// Bytes of one request's text: as much as a request may have is far less.
    package var text: Int
    /// Records that are told one by one on its first page.
    package var told: Int

    package init(bytes: Int = 256 << 20, files: Int = 200_000, text: Int = 1 << 20, told: Int = 200) {
        (self.bytes, self.files, self.text, self.told) = (bytes, files, text, told)
    }
}
