package import AccessCore

extension RecordedState {
    /// What is remembered of a content that a step brought in. Of one that was there before, was deleted and came back, only which
    /// signatures were seen: reviews are about the step that they let in (P1).
    package func evidence(about version: RequestVersion, broughtInBy step: CommitID) -> FoundEvidence? {
        guard let denial = denials[version.id], denial.request == version, let found = denial.found else { return nil }
        if denial.evidence.after == step { return found }
        let signatures = found.testimonies.filter { $0.kind == .signature }
        return signatures.isEmpty ? nil : FoundEvidence(testimonies: signatures)
    }
}
