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
        // A head that differs from the trailer's shows at once. On a signed ledger whoever can push may leave the heads as
        // they are and change what is believed: only the signature is in the way.
        if world.swarm.isSigned, let end = forged.firstRange(of: "\"end\":\"2026") {
            forged.replaceSubrange(end, with: "\"end\":\"2027")
        } else if let seq = forged.firstRange(of: "\"seq\":") {
            forged.insert("9", at: seq.upperBound)
        } else {
            return nil
        }
        let tree = objects.store(["state.json": objects.store(Array(forged.utf8))], on: stored.commit.tree)
        return try? objects.store(tree, parents: [tip], author: stored.commit.author, message: stored.commit.message, sign: nil)
    }
}
