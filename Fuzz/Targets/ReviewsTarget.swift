import AccessCore
import Approvals

/// Whatever a forge answers, it is pending with a reason, refused with a reason, or somebody's word that counts: never an approval
/// by somebody who isn't known by that account, had a hand in it or spoke after the merge; and the token stands nowhere.
func fuzzReviews(_ bytes: [UInt8]) throws(Broken) {
    let answers = ForgeAnswers(bytes)
    guard let testimonies = try answers.testimonies() else { throw Broken("a forge waits for what nobody says") }
    for testimony in testimonies { try check(testimony, of: answers.kind) }
}

private func check(_ testimony: Testimony, of kind: EvidenceKind) throws(Broken) {
    try require(testimony.kind == kind, "evidence of another kind than its forge's")
    let isOpen = testimony.refusal == nil && testimony.doubt == nil
    try require(testimony.approvals.isEmpty || isOpen && testimony.arrival != nil, "an approval beside a doubt or a refusal")
    for approval in testimony.approvals {
        let person = ForgeAnswers.people.people[approval.person]
        try require(approval.kind == kind && person?.forges[kind]?.id == approval.account?.id, "an approval by another account")
        try require(!testimony.involved.contains { $0.person == approval.person }, "an approval of one's own")
        try require(approval.at < testimony.arrival?.merged ?? .earliest, "an approval after the merge")
        try require(approval.digest.utf8.count == 64, "an approval that names no answer")
    }
    for objection in testimony.objections {
        let person = ForgeAnswers.people.people[objection.person]
        try require(person?.forges[kind]?.id == objection.account?.id, "an objection by another account")
    }
    let words =
        [testimony.refusal, testimony.doubt].compactMap(\.self) + testimony.setAside.flatMap { [$0.who, $0.why] }
        + (testimony.approvals + testimony.objections).compactMap(\.comment)
    for text in words {
        try require(isOneLine(text) && !text.isEmpty, "words that aren't one line: \(text.debugDescription)")
        try require(!text.contains(ForgeAnswers.token), "the token among the words")
    }
}
