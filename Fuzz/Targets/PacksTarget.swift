import Git

/// What comes out of a pack is no larger than it may be, the same however it is asked for, and what a plain reading of the
/// same entries comes to.
///
/// The first byte says what follows: a pack, an index without its head, or instructions for a pack.
func fuzzPacks(_ bytes: [UInt8]) throws(Broken) {
    guard let mode = bytes.first else { return }
    let rest = Array(bytes.dropFirst())
    switch mode % 3 {
    case 0:
        // Its first bytes say where to look, too.
        let pairs = zip(rest.prefix(24), rest.dropFirst().prefix(24))
        try check(PackFiles(pack: rest, places: [12, 13] + pairs.map { Int($0) << 8 | Int($1) }))
    case 1: try check(PackFiles(index: rest), often: mode >= 0x80)
    default:
        let made = MadePack(rest)
        let files = PackFiles(pack: made.bytes, places: made.places)
        for (name, found) in zip(files.names, try check(files)) {
            let wanted = made.object(name.place)
            try require(found?.kind == wanted?.kind && found?.bytes == wanted?.bytes, "entry \(name.place) comes out as another")
        }
    }
}

/// Reads all objects, in the order of their names and the other way round: what was read before must not matter.
///
/// - Parameter often: whether each is asked for until the index is held in memory.
@discardableResult
private func check(_ files: PackFiles, often: Bool = false) throws(Broken) -> [RawObject?] {
    try files.lend { folder throws(Broken) in
        let (forwards, backwards) = (PackedObjects(of: folder), PackedObjects(of: folder))
        let found = files.names.map { forwards.read($0.id, limit: .max) }
        let again = files.names.reversed().map { backwards.read($0.id, limit: .max) }
        try require(found == again.reversed(), "what comes out depends on what was asked for before")
        if often { for turn in 0..<2100 { _ = forwards.read(files.names[turn % files.names.count].id, limit: 1) } }
        try require(found == files.names.map { forwards.read($0.id, limit: .max) }, "what comes out later is something else")
        for (name, object) in zip(files.names, found) {
            try require(object?.bytes.count ?? 0 <= PackedObjects.largest, "an object of \(object?.bytes.count ?? 0) bytes")
            try require(forwards.read(name.id, limit: 10)?.bytes.count ?? 0 <= 10, "more came out than was allowed")
        }
        return found
    }
}
