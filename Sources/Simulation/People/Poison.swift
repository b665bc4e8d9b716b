import AccessCore
import Git

/// A commit on the ledger's branch by somebody who may not write there.
struct Poison {
    let world: World

    /// The snapshot says something else than the records do.
    func commit(on tip: ObjectID, _ dice: inout Dice) -> ObjectID? {
        let objects = world.remote.objects
        guard let stored = try? objects.commit(tip), let blob = objects.file(at: "state.json", in: stored.commit.tree),
            let text = objects.blobs[blob]
        else { return nil }
        var forged = String(decoding: text, as: UTF8.self)
        // Without a key nobody can make the trailer that a changed head needs, short of chaining records: a head that differs.
        guard let seq = forged.firstRange(of: "\"seq\":") else { return nil }
        forged.insert("9", at: seq.upperBound)
        let tree = objects.store(["state.json": objects.store(Array(forged.utf8))], on: stored.commit.tree)
        return try? objects.store(tree, parents: [tip], author: stored.commit.author, message: stored.commit.message, sign: nil)
    }
}
