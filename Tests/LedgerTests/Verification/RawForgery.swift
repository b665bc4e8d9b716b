import Testing

@testable import Git

/// A ledger's objects as git stores them, in the hands of somebody who changes one, and names all that leads to it anew.
struct RawForgery {
    struct Object {
        let id: ObjectID
        let kind: RawObject.Kind
        let bytes: [UInt8]
        /// Where it names which others.
        let names: [(at: Int, index: Int)]
    }

    let repository: Repository
    /// What is named stands before what names it.
    private(set) var objects: [Object] = []
    private var places: [ObjectID: Int] = [:]

    init(of tip: ObjectID, in repository: Repository) throws {
        self.repository = repository
        for commit in try repository.firstParents(from: tip).commits.reversed() { try add(commit) }
    }

    var tip: ObjectID { objects[objects.count - 1].id }

    /// The objects of a kind, by their numbers.
    func indices(of kind: RawObject.Kind) -> [Int] { objects.indices.filter { objects[$0].kind == kind } }

    private mutating func add(_ id: ObjectID) throws {
        guard places[id] == nil else { return }
        let object = try repository.raw(id, limit: 1 << 20)
        var names: [(at: Int, index: Int)] = []
        for (at, named) in Self.names(in: object) {
            try add(named)
            names.append((at, try #require(places[named])))
        }
        places[id] = objects.count
        objects.append(Object(id: id, kind: object.kind, bytes: object.bytes, names: names))
    }

    private static func names(in object: RawObject) -> [(Int, ObjectID)] {
        var found: [(Int, ObjectID)] = []
        switch object.kind {
        case .blob: break
        case .tree:
            var start = 0
            while let end = object.bytes[start...].firstIndex(of: 0), end + 20 < object.bytes.count {
                let digits = object.bytes[(end + 1)..<(end + 21)].map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }
                if let id = ObjectID(hex: digits.joined()) { found.append((end + 1, id)) }
                start = end + 21
            }
        case .commit:
            var start = 0
            for line in String(decoding: object.bytes, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false) {
                if line.isEmpty { break }
                for word in ["tree ", "parent "] where line.hasPrefix(word) {
                    if let id = ObjectID(hex: String(line.dropFirst(word.count))) { found.append((start + word.utf8.count, id)) }
                }
                start += line.utf8.count + 1
            }
        }
        return found
    }

    /// Stores other bytes in the place of an object, and all that leads to it.
    ///
    /// - Returns: the branch's tip then.
    func tip(with bytes: [UInt8], insteadOf index: Int) throws -> ObjectID {
        var named = [index: try repository.write(bytes, as: objects[index].kind)]
        for (place, object) in objects.enumerated().dropFirst(index + 1) where object.names.contains(where: { named[$0.index] != nil }) {
            var bytes = object.bytes
            for (at, other) in object.names {
                guard let id = named[other] else { continue }
                let name = object.kind == .tree ? id.bytes : Array(id.hex.utf8)
                bytes.replaceSubrange(at..<(at + name.count), with: name)
            }
            named[place] = try repository.write(bytes, as: object.kind)
        }
        return try #require(named[objects.count - 1])
    }
}
