import Testing

@testable import Simulation

/// Seeds that once broke a promise, and what was wrong. A world that changes makes other stories of them, so each has a
/// named test of its own too, beside what was mended.
@Suite struct PinnedSeedTests {
    /// Of plain worlds: they are the same as before the rest of the format was in them.
    static let plain: [(seed: UInt64, wasWrong: String)] = [
        (43, "a denial was recorded anew in each run, because its words tell how long the window is by now"),
        (200, "a recorded end that had passed was neither extended nor due while the source was rewritten"),
        (1303, "who became a standing member after the acceptance was granted when the window opened"),
        (1611, "a request waited for good for an account that had been dropped since it came"),
        (21660, "a request from a mixed step, over by a clock that was ahead, was accepted once the clock was right"),
        (24109, "removals recorded after policies had dropped their account were never answered for"),
        (101_318, "the oracle: what was accepted on a ledger that was rolled back counted on the true one"),
        (102_799, "the oracle: a request that is over by the clock of all clouds hadn't ended"),
        (105_164, "a grant came out of a spool hours later, in an account that policies had dropped, and stayed on record"),
        (105_443, "the oracle: policies of a history that was rewritten were in force"),
        (105_852, "the oracle: the policies accepted last, older than the request, weren't in force while the newest had mistakes"),
        (106_882, "what was due and came too late for its intent stayed, since the ledger's branch was gone by then"),
        (109_982, "on a branch that continued, trust passed over the deletion of a request"),
        (115_914, "the oracle: a request that was changed gave nothing until the change was accepted"),
        (118_419, "a request that came before any policies was granted in the second run, by those that came after it"),
        (107_706, "the world: nobody cleared a cache that a run wrote into after it was cleared"),
        (111_393, "a tag that wasn't looked at, a moment after a removal, was recorded as gone"),
        (113_351, "the oracle: a recovered removal of a lease made nobody a standing member"),
        (204_311, "the oracle: a cloud that couldn't be opened had a clock all the same"),
        (228_629, "the oracle: a run knew what its cache had seen before it was cleared"),
        (238_883, "the oracle: another run's spool made nobody a standing member"),
        (252_668, "a grant recorded by a clock that was ahead outlived its removal on record"),
        (264_899, "somebody's hand was taken for the late write of a grant whose run had said that it failed"),
        (284_407, "a process that stood still after a cloud had answered didn't see that its clock was off"),
        (287_923, "the oracle: who was made anew while a write was on its way was who was meant"),
        (214_855, "where all requests were gone at once, who was taken out by hand was let in again"),
        (217_455, "the oracle: what came back after all had been gone at once had ended"),
        (247_783, "the oracle: a stray lease that was removed answered for a grant that was given up"),
        (287_655, "the oracle: requests deleted in two steps between two runs weren't gone at once"),
        (299_560, "the oracle: a lease that was taken away answered for a grant that was given up"),
    ]

    /// Of worlds in which people's word counts.
    static let proven: [(seed: UInt64, wasWrong: String)] = [
        (321_159, "policies that a brake held back bound nothing that was merged after them, once it let go"),
        (354_769, "by a clock that was ahead, who was in by somebody's hand and by a request on record was taken for drift"),
        (368_112, "what had ended stayed on record while a tag of somebody's own was in the way of what was asked for next"),
        (318_810, "the oracle: what was approved before all files were gone wasn't, once they came back"),
        (334_918, "the oracle: a yes until when was forgotten once a merge was enough"),
        (361_363, "the oracle: what somebody wrote into the ledger about an account that no policies name was to be looked at there"),
        (384_899, "the oracle: the day that a key begins to count is no news"),
        (65_432, "the oracle: who looked at it last, by a clock that is behind, said how far ahead it is"),
        (67_803, "the oracle: on a history that was rewritten other policies were in force than those on record"),
        (93_832, "the oracle: policies that were accepted while a forge was silent weren't, once it spoke"),
        (97_080, "the oracle: where no key is pinned, a limit on how far ahead takes nothing away"),
        (56_911, "accepted policies on record had to be approved again by a forge that is silent, while a request waits for an account"),
        (18_268, "beside policies that were refused, a change that waits was passed over"),
        (35_706, "memberships were removed by policies that no record had put in force"),
        (21_361, "the oracle: a forge that is silent had told which policies are accepted"),
        (23_550, "the oracle: what a run was told before it lost a race it still knew"),
        (420_395, "a removal out of a spool, by a clock that was ahead, took a newer grant off the record"),
        (432_856, "of several changes of policies that a brake holds, the last was judged as if there were no others"),
        (486_392, "the oracle: who stood by policies that no run had seen before others with mistakes came was a standing member"),
        (456_420, "the oracle: an emergency's review was judged by who would have it after its file had been changed"),
        (458_170, "the oracle: what somebody had ended in an unsigned ledger was to be granted"),
        (23_920, "the oracle: an entitlement that lost an account gave what was approved there"),
        (38_482, "the oracle: what came while the forge was late came under policies that it hadn't told of"),
        (46_598, "the oracle: while policies had mistakes, others than those on record said when files go"),
        (49_576, "the oracle: a forge that is late had nothing more to show"),
        (58_398, "the oracle: what another run was about to grant had ended"),
        (1447, "approved policies that were in force while newer ones were refused weren't put on record"),
        (2590, "the oracle: policies that the ledger couldn't be told of didn't say when files go"),
        (12_266, "the oracle: what a forge doesn't show yet was approved without any doubt"),
        (9727, "an approver who only the rules of now ask for set an end, and it was passed over"),
        (2527, "the oracle: on an unsigned ledger a request was given in part, though part of it wasn't given there any more"),
        (4694, "the oracle: who stood still after deciding was judged by what was so an hour later"),
        (9, "where no key is pinned, a denial with a signature beside was recorded anew in each run"),
        (250, "what had been signed or reviewed and waited was denied once a merge was enough"),
        (410, "a request that came while policies had mistakes came under none, once signatures counted after merges"),
        (485, "where no key is pinned, a forge that the root of trust doesn't name was never asked"),
        (992, "where no key is pinned, who was accepted first lost the place to who came later"),
        (1167, "where no key is pinned, what was taken away waited for a clock that was right, or for a forge"),
        (1362, "what somebody wrote into an unsigned ledger extended what another request gave, while a forge was silent"),
        (1962, "a request that was deleted and came back was granted by the reviews of the pull request that brought it in first"),
        (1812, "the oracle: an objection was heard that a silent forge had told nobody"),
        (154, "the oracle: a review of an emergency that somebody had written into the ledger had to come after it"),
        (247, "the oracle: who was a standing member by policies that no run could put on record wasn't one"),
        (308, "the oracle: what is proven anew was as good as what is remembered"),
        (1046, "the oracle: policies were in force, though the forge hadn't said yet who approved them"),
        (1306, "the oracle: signatures of an earlier content were gone when a later one was signed"),
    ]

    @Test(arguments: proven)
    func whatApprovalsShowedStaysMended(seed: UInt64, wasWrong: String) {
        let broken = Simulation(seed: seed, isProven: true).run().broken
        #expect(broken == nil, "\(wasWrong): \(broken.map { "\($0.promise) \($0.words)" } ?? "")")
    }

    /// Of worlds in which the whole format is spoken, and a merge is enough.
    static let whole: [(seed: UInt64, wasWrong: String)] = [
        (499_811, "the oracle: an end that a hand had written long ago was a read that lags, since another run mended it just then"),
        (476_055, "the oracle: an extension that a run had given up on was none that another was carrying out"),
        (458_685, "the oracle: who had been granted it anew was in past an end that a machine without the ledger knew"),
        (409_224, "the oracle: a window that another machine's clock had opened gave nothing until it opened by one's own"),
        (323_022, "of two clocks within what is tolerated, one took out whom the other had let in, and forgot who wasn't seen yet"),
        (335_054, "what a user had who was made anew stayed on record while a tag of somebody's own was in the way"),
        (212_743, "the oracle: less than what was accepted was something new on a history that was rewritten"),
        (313_769, "the oracle: a clock had to be compared with that of an account that a later attempt needed no more"),
        (344_003, "the oracle: whom a request lets in was in by an older tool's lease"),
        (9757, "the oracle: what was accepted of a history that was dropped since had never been in the source"),
        (96_537, "who became shorter in the run that lowers a limit lost the place in the next one"),
        (87_754, "so did who was changed in the run that lowers a limit, without getting anything"),
        (77_698, "the oracle: what was accepted before all requests were gone at once had never been there"),
        (57_754, "the oracle: who stood still after a cloud had told the time had to take away what isn't due"),
        (15_676, "the oracle: by a clock that was ahead a place was free that the clouds knew as taken"),
    ]

    @Test(arguments: plain)
    func whatWasMendedStaysMended(seed: UInt64, wasWrong: String) {
        let broken = Simulation(seed: seed, isPlain: true).run().broken
        #expect(broken == nil, "\(wasWrong): \(broken.map { "\($0.promise) \($0.words)" } ?? "")")
    }

    @Test(arguments: whole)
    func whatWasMendedInTheWholeFormatStaysMended(seed: UInt64, wasWrong: String) {
        let broken = Simulation(seed: seed, isProven: false).run().broken
        #expect(broken == nil, "\(wasWrong): \(broken.map { "\($0.promise) \($0.words)" } ?? "")")
    }
}
