extension Denial {
    /// One refusal of each kind whose remedy doesn't depend on the case.
    private static let samples: [Refusal] = [
        .endedBefore(at: .earliest), .mixedStep(after: CommitID("")), .noPolicies, .alreadyOver(end: .earliest), .endsBeforeItStarts,
        .noSuchUser(UserName(""), AccountName(""), meant: nil), .tooLateToChange(ended: .earliest),
        .allTaken(EntitlementName(""), AccountName(""), limit: 1, by: [], until: .earliest), .objectedTo(EntitlementName(""), by: []),
        .approvalUnclear(EntitlementName(""), []), .allowedTooShort(by: nil, until: .earliest), .proposedOtherwise(""),
        .objection(.frozen(EntitlementName(""), AccountName(""), OpenFreeze(name: "", reason: nil, until: .earliest))),
        .objection(.noEmergency(EntitlementName(""))), .objection(.planMissing(EntitlementName(""))),
        .objection(.rollbackMissing(EntitlementName(""))), .objection(.standing(UserName(""), EntitlementName(""))),
    ]

    /// Too few people approved it who may.
    private var isNotApproved: Bool {
        code == Refusal.notApproved(EntitlementName(""), [], [], path: "", canBeSigned: false).code
    }

    /// Whether it only waits, for others or for an answer, so that nobody need ask anew.
    ///
    /// - Parameter canBeSigned: whether signatures are trusted: one may still come.
    package func waits(canBeSigned: Bool) -> Bool {
        if isNotApproved { return canBeSigned }
        return Self.samples.contains { $0.code == code && $0.severity != .error }
    }

    /// What to do about it; nil where only the message says so.
    package func advice(canBeSigned: Bool) -> String? {
        if isNotApproved { return Refusal.wayToApproval(of: request.path, canBeSigned: canBeSigned) }
        return Self.samples.first { $0.code == code }?.advice
    }
}
