/// What has arrived and was not asked for yet. While a read is waiting, bytes go straight to the reader's buffer.
final class PullBuffer: BodyReceiver {
    private(set) var head: ResponseHead?
    private var held: [UInt8] = []
    private var start = 0
    private var destination = UnsafeMutableRawBufferPointer(start: nil, count: 0)
    private var filled = 0

    var isEmpty: Bool { start == held.count }

    func begin(_ head: ResponseHead) {
        self.head = head
        held.reserveCapacity(Limits.pullBytes)
    }

    /// Takes all or nothing: curl can't be given back a part. What is larger than the bound is taken when nothing is held;
    /// curl hands over 16 KiB at the most.
    func receive(_ bytes: UnsafeRawBufferPointer) -> Reception {
        let direct = isEmpty ? min(bytes.count, destination.count - filled) : 0
        let rest = bytes.count - direct
        let count = held.count - start
        guard count == 0 || count + rest <= Limits.pullBytes else { return .later }
        if direct > 0 {
            UnsafeMutableRawBufferPointer(rebasing: destination[filled...]).copyMemory(from: .init(rebasing: bytes[..<direct]))
            filled += direct
        }
        if rest > 0 {
            compact()
            held.append(contentsOf: bytes[direct...])
        }
        return .taken
    }

    /// Moves what is held into `buffer`, as far as there is any.
    func drain(into buffer: UnsafeMutableRawBufferPointer) -> Int {
        let count = min(buffer.count, held.count - start)
        held.withUnsafeBytes { buffer.copyMemory(from: .init(rebasing: $0[start..<start + count])) }
        start += count
        if isEmpty {
            held.removeAll(keepingCapacity: true)
            start = 0
        }
        return count
    }

    /// Lends `buffer` to what arrives while `body` runs. Returns how many bytes did.
    func filling<Failure: Error>(
        _ buffer: UnsafeMutableRawBufferPointer, while body: (_ filled: () -> Int) throws(Failure) -> Void
    ) throws(Failure) -> Int {
        destination = buffer
        filled = 0
        defer {
            destination = UnsafeMutableRawBufferPointer(start: nil, count: 0)
            filled = 0
        }
        try body { filled }
        return filled
    }

    private func compact() {
        guard start > 0 else { return }
        held.removeFirst(start)
        start = 0
    }
}
