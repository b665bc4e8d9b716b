import AccessCore
import Testing

/// What an approver is told that no signature can change.
struct SigningObstacleTests {
    private func words(_ obstacle: SigningObstacle?) -> String? { obstacle.map { "\($0.message { "\($0)" }). \($0.advice)" } }

    private func state() -> RecordedState {
        var evidence = Evidence(kind: .signature, before: nil, after: CommitID("c"), policies: TreeID("t"), sha256: "second")
        evidence.spent = ["first"]
        var state = RecordedState()
        let version = RequestVersion(id: r, path: "requests/r.yaml", blob: BlobID("2"))
        state.requests[r] = RecordedRequest(
            version: version, user: member, window: Window(start: at(0), end: at(60))!, units: [], evidence: evidence, accepted: at(0))
        return state
    }

    private func obstacle(_ blob: String, _ sha256: String, in state: RecordedState) -> SigningObstacle? {
        state.obstacle(to: RequestVersion(id: r, path: "requests/r.yaml", blob: BlobID(blob)), sha256: sha256)
    }

    @Test("a content that was approved before, however long ago, and isn't on record any more")
    func spent() {
        #expect(obstacle("1", "first", in: state()) == .spent)
        #expect(obstacle("3", "second", in: state()) == .spent, "cut short since")
        #expect(
            words(.spent)
                == "this content was approved before, and something less took its place: a signature of it counts once. Change a line, the reason will do, commit that, and have it signed."
        )
    }

    @Test("what is on record, what nobody approved yet, and a request that isn't known")
    func none() {
        #expect(obstacle("2", "second", in: state()) == nil)
        #expect(obstacle("4", "another", in: state()) == nil)
        #expect(obstacle("1", "first", in: RecordedState()) == nil)
    }

    @Test("a request that has ended, in whatever content")
    func ended() {
        var state = state()
        state.requests[r] = nil
        state.tombstones[r] = Tombstone(id: r, blob: BlobID("2"), because: .deleted, at: at(30))
        #expect(obstacle("2", "second", in: state) == .ended(at: at(30)))
        #expect(obstacle("4", "another", in: state) == .ended(at: at(30)))
        #expect(
            words(.ended(at: at(30)))?.hasSuffix("ended is final. Have it asked anew in a file with a new name, and sign that.") == true)
    }

    @Test("policies that others replaced")
    func replaced() {
        #expect(
            words(.replaced)
                == "these policies stood here before those in force took their place, and signatures don't bring them back. Change a line, a comment will do, commit that, and have it signed."
        )
    }
}
