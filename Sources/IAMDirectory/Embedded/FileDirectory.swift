package import AccessCore
package import Reconciliation

/// The embedded directory: users, groups and tags in a JSON file, for training, demos and tests.
///
/// It behaves as IAM does: tag keys that differ only in case are one key, quotas and the rules for tags hold, writes
/// may be repeated. Each write replaces the file atomically and durably under a lock, so that several processes
/// lose nothing of each other's.
package struct FileDirectory: Directory {
    /// Bytes of the file: thousands of users fit, and a wrong path (a disk image, a log) is found out at once.
    package static let largestFile = 16 << 20
    /// How long a write waits for another process's lock. A write takes milliseconds.
    package static let lockPatience: Duration = .seconds(10)
    /// Between two looks at a lock that another holds.
    package static let lockInterval: Duration = .milliseconds(5)

    private let file: StoredFile
    private let now: @Sendable () -> Timestamp
    private let sleep: @Sendable (Duration) async throws -> Void

    /// - Parameters:
    ///   - path: the file; it must be there.
    ///   - now: the clock that deadlines are held against.
    ///   - sleep: waits while another process holds the lock.
    package init(
        path: String, now: @escaping @Sendable () -> Timestamp,
        sleep: @escaping @Sendable (Duration) async throws -> Void = { try await Task.sleep(for: $0) }
    ) {
        file = StoredFile(path: path)
        self.now = now
        self.sleep = sleep
    }

    package var isEventuallyConsistent: Bool { false }

    package func read() async throws(DirectoryFailure) -> ActualAccount { try load().account }

    package func perform(_ change: DirectoryChange, before deadline: Timestamp?) async throws(DirectoryFailure) -> String? {
        let lock = try await lock(before: deadline)
        var content = try load()
        if try content.apply(change) { try store(content) }
        _ = consume lock
        return nil
    }

    private func lock(before deadline: Timestamp?) async throws(DirectoryFailure) -> Descriptor {
        let descriptor: Descriptor
        do throws(SystemFailure) { descriptor = try file.openLock() } catch { throw DirectoryFailure(error) }
        var waited: Duration = .zero
        while try !takes(descriptor) {
            if let deadline, now() >= deadline { break }
            guard waited < Self.lockPatience, (try? await sleep(Self.lockInterval)) != nil else {
                throw DirectoryFailure(.unreachable, "\(file.path): another process is writing it")
            }
            waited += Self.lockInterval
        }
        if let deadline, now() >= deadline { throw DirectoryFailure(.deadline, "\(file.path): not written, the deadline has passed") }
        return descriptor
    }

    private func takes(_ descriptor: borrowing Descriptor) throws(DirectoryFailure) -> Bool {
        do throws(SystemFailure) { return try descriptor.lock() } catch { throw DirectoryFailure(error) }
    }

    private func load() throws(DirectoryFailure) -> DirectoryFile {
        let content: StoredFile.Content
        do throws(SystemFailure) { content = try file.read(limit: Self.largestFile) } catch { throw DirectoryFailure(error) }
        switch content {
        case .bytes(let bytes): return try DirectoryFile(json: bytes, path: file.path)
        case .notAFile: throw DirectoryFailure(.malformed, "\(file.path): not a file")
        case .tooLarge: throw DirectoryFailure(.malformed, "\(file.path): larger than \(Self.largestFile >> 20) MiB")
        }
    }

    private func store(_ content: DirectoryFile) throws(DirectoryFailure) {
        let bytes = content.json
        guard bytes.count <= Self.largestFile else {
            throw DirectoryFailure(.limit, "\(file.path): would become larger than \(Self.largestFile >> 20) MiB")
        }
        do throws(SystemFailure) { try file.replace(with: bytes) } catch {
            throw DirectoryFailure(.unreachable, error.message, mayHaveHappened: true)
        }
    }
}
