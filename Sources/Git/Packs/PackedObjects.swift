#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A repository's packs, read for those who read much: a ledger's history is millions of small objects, most of them told by
/// what differs from the one before.
///
/// Libgit2 inflates such a difference twice, once for the object and once more for the next one, and maps an index of a
/// hundred megabytes. This inflates each once. It answers only where all is as git writes it: anything else is nil, and
/// libgit2's to read, or to say what is wrong with. Whoever asks compares the answer with the object's name.
package final class PackedObjects {
    /// Packs that are looked into: the largest. A cache has few that are worth it, and each takes two open files.
    private static let mostPacks = 8
    /// Bytes of an object; larger ones are left to libgit2.
    package static let largest = 1 << 20
    /// Differences upon differences: as many as git makes at most (`pack.depth`).
    private static let deepest = 4096

    private struct Pack {
        let index: PackIndex
        let file: PackFile
    }

    private let folder: String
    private let inflater = Inflater()
    private var packs: [Pack] = []
    private var stamp: (Int, Int)?
    private var last = 0
    private var memory = PackMemory()

    /// - Parameter folder: a repository's, with a trailing slash.
    package init(of folder: String) { self.folder = folder + "objects/pack" }

    /// An object; nil if it has more than `limit` bytes, or isn't to be had from here.
    package func read(_ id: ObjectID, limit: Int) -> RawObject? {
        if let found = find(id) { return object(at: found.offset, in: found.pack, most: min(limit, Self.largest)) }
        // Nothing of it here, or a pack that came since.
        guard refresh(), let found = find(id) else { return nil }
        return object(at: found.offset, in: found.pack, most: min(limit, Self.largest))
    }

    /// The order in which objects are read fastest: as they stand in the packs, and behind them those that aren't there.
    ///
    /// - Returns: the places in `ids`, each once.
    func order(of ids: [ObjectID]) -> [Int] {
        if packs.isEmpty { _ = refresh() }
        for pack in packs { pack.index.expect(ids.count) }
        let places = ids.map { find($0).map { place($0.offset, $0.pack) } ?? .max }
        return ids.indices.sorted { places[$0] < places[$1] }
    }

    private func find(_ id: ObjectID) -> (pack: Int, offset: UInt64)? {
        if last < packs.count, let offset = packs[last].index.offset(of: id) { return (last, offset) }
        for pack in packs.indices where pack != last {
            guard let offset = packs[pack].index.offset(of: id) else { continue }
            last = pack
            return (pack, offset)
        }
        return nil
    }

    private func object(at offset: UInt64, in pack: Int, most: Int) -> RawObject? {
        guard let inflater else { return nil }
        let file = packs[pack].file
        // More differences than there are objects go round in a circle.
        let longest = min(Self.deepest, packs[pack].index.count)
        var differences: [(entry: PackFile.Entry, place: UInt64)] = []
        var at = offset
        var found: RawObject?
        while found == nil {
            found = memory[place(at, pack)]
            if found != nil { break }
            guard let entry = file.entry(at: at), entry.size <= Self.largest else { return nil }
            switch entry.kind {
            case .object(let kind):
                guard let bytes = inflater.bytes(of: entry, in: file) else { return nil }
                let object = RawObject(kind: kind, bytes: bytes)
                memory.insert(object, at: place(at, pack))
                found = object
            case .differenceBack(let distance):
                differences.append((entry, place(at, pack)))
                at -= distance
            case .difference(let base):
                differences.append((entry, place(at, pack)))
                guard let offset = packs[pack].index.offset(of: base) else { return nil }
                at = offset
            }
            guard differences.count <= longest else { return nil }
        }
        guard var object = found else { return nil }
        for difference in differences.reversed() {
            guard let delta = inflater.bytes(of: difference.entry, in: file),
                let bytes = PackDelta.apply(delta, to: object.bytes, most: Self.largest)
            else { return nil }
            object = RawObject(kind: object.kind, bytes: bytes)
            memory.insert(object, at: difference.place)
        }
        return object.bytes.count <= most ? object : nil
    }

    /// Among all packs' entries. No pack has 2^56 bytes.
    private func place(_ offset: UInt64, _ pack: Int) -> UInt64 { UInt64(pack) << 56 | offset }

    /// Looks which packs there are, if that may have changed.
    ///
    /// - Returns: whether it has.
    private func refresh() -> Bool {
        var status = stat()
        guard stat(folder, &status) == 0 else { return false }
        let now = (Int(status.modified.tv_sec), Int(status.modified.tv_nsec))
        if let stamp, stamp == now { return false }
        stamp = now
        let names = (Folder.entries(of: folder + "/") ?? []).filter { !$0.isFolder && $0.name.hasSuffix(".idx") }
        let sized = names.map { name, _ -> (path: String, size: Int64) in
            let path = "\(folder)/\(name.dropLast(4))"
            var status = stat()
            return (path, stat(path + ".pack", &status) == 0 ? Int64(status.st_size) : 0)
        }
        memory = PackMemory()
        last = 0
        packs = sized.sorted { $0.size > $1.size }.prefix(Self.mostPacks).compactMap { path, _ in
            guard let index = PackIndex(path + ".idx"), let file = PackFile(path + ".pack") else { return nil }
            return Pack(index: index, file: file)
        }
        return !packs.isEmpty
    }
}
