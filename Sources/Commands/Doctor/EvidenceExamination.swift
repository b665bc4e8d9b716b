import AccessCore

/// What can be told of approvals: what proves them, what runs need for that, and who could never give one.
struct EvidenceExamination {
    let policies: PolicySet
    let environment: Environment
    /// The root of trust that was given; nil if none was.
    let root: String?
    let now: Timestamp

    /// How long before a key ends it is told: long enough for a change of policies to be approved.
    static let notice: Duration = .seconds(30 * 86_400)

    private var settings: Settings { policies.settings }

    func findings() -> [Finding] {
        guard !settings.evidence.contains(.merge) else { return [merge] }
        let means = ApproverMeans(policies, at: now)
        var findings = [Finding("approval", .fine, "what proves one: \(settings.evidence.map(\.rawValue).joined(separator: ", "))")]
        findings += [noRoot, noKeys, noCredential].compactMap(\.self)
        let asked = means.asked
        findings += asked.flatMap { team($0, means) }
        findings += keys(of: asked.reduce(into: Set()) { $0.formUnion(policies.people.teams[$1.team] ?? []) })
        return findings
    }

    private var merge: Finding {
        Finding(
            "approval", .advice,
            "being merged counts as approved (evidence: [merge]): it isn't proven that anybody approved it, that the rules were met, "
                + "or that nobody went past the branch's protection",
            advice: "Trust signatures or a forge's reviews in approval.evidence; docs/approvals.md says what each proves.")
    }

    private var noRoot: Finding? {
        guard root == nil else { return nil }
        guard environment[LedgerKeySettings.pinned] == nil else {
            return Finding(
                "approval", .advice, "no root of trust is given: the ledger's own counts, as long as a pinned key signed it",
                advice: "Set DAYPASS_ROOT to what daypass audit init printed: then it takes more than the ledger's key to move the root.")
        }
        return Finding(
            "approval", .wrong, "no root of trust is given, nor a pinned key that vouches for the ledger's: nothing new is granted",
            advice: "Set DAYPASS_ROOT to what daypass audit init printed, where nobody who can push to the repository can change it.")
    }

    private var noKeys: Finding? {
        guard environment[LedgerKeySettings.pinned] == nil else { return nil }
        return Finding(
            "approval", .advice,
            "no keys of the ledger are pinned, so approvals on record aren't believed: each run that needs one looks for it anew",
            advice: "Sign the ledger, and set DAYPASS_LEDGER_KEYS to its public keys beside DAYPASS_ROOT.")
    }

    private var noCredential: Finding? {
        guard let forge = settings.forge else { return nil }
        let (variable, what) =
            switch forge.credential {
            case .token(let variable): (variable, "the forge's token")
            case .app(_, let variable, _): (variable, "the app's private key")
            }
        guard environment[variable] == nil else { return nil }
        let state = environment.variables[variable] == nil ? "isn't set" : "is empty"
        return Finding(
            "approval", .wrong, "\(variable), \(what), \(state): reviews can't be asked for, and what needs them stays pending",
            advice:
                "Set it where runs are; here it matters only if this is how they run. docs/approvals.md says what it must be able to read.")
    }

    /// Who of a team could never approve, and whether enough are left.
    private func team(_ asked: ApproverMeans.Asked, _ means: ApproverMeans) -> [Finding] {
        let people = (policies.people.teams[asked.team] ?? []).sorted()
        let without = people.filter { means.kinds(of: $0, onlySignatures: asked.onlySignatures).isEmpty }
        guard !without.isEmpty || people.count < asked.count else { return [] }
        let able = people.count - without.count
        let kinds = asked.onlySignatures ? [.signature] : settings.evidence
        let lack = kinds.map { $0 == .signature ? "a key that signs now" : "an account at \($0.rawValue)" }.joined(separator: " or ")
        let names = without.prefix(8).map(\.text).joined(separator: ", ") + (without.count > 8 ? ", …" : "")
        let advice = "Add it in policies/people.yaml, or take them out of the team."
        guard able >= asked.count else {
            let who = without.isEmpty ? "" : "; without \(lack): \(names)"
            return [
                Finding(
                    "approval", .wrong,
                    "\(asked.by) needs \(asked.count) of \(asked.team), and \(able == 0 ? "nobody" : "only \(able)") of them can ever approve\(who)",
                    advice: advice)
            ]
        }
        return [
            Finding("approval", .advice, "of \(asked.team) these can never approve anything, without \(lack): \(names)", advice: advice)
        ]
    }

    /// Keys of approvers that have ended, or will soon.
    private func keys(of people: Set<PersonName>) -> [Finding] {
        guard settings.evidence.contains(.signature) else { return [] }
        return people.sorted().compactMap { policies.people.people[$0] }.flatMap { person in
            person.keys.enumerated().compactMap { place, key -> Finding? in
                guard key.revoked == nil, let until = key.until, until < now.advanced(by: Self.notice) else { return nil }
                let isLast = !person.keys.enumerated().contains { other, key in
                    other != place && key.revoked == nil && (key.until.map { $0 >= now.advanced(by: Self.notice) } ?? true)
                }
                let which = person.keys.count == 1 ? "the key" : "key \(place + 1)"
                let words = until <= now ? "ended at \(until)" : "ends at \(until), in \(Self.days(until.since(now)))"
                return Finding(
                    "approval", .advice, "\(which) of \(person.name) \(words)\(isLast ? ", and there is no other after it" : "")",
                    advice: isLast ? "Add a new one in policies/people.yaml before it is needed." : nil)
            }
        }
    }

    private static func days(_ span: Duration) -> String {
        let days = Int(span.components.seconds / 86_400)
        return days == 0 ? "less than a day" : Finding.count(days, "day")
    }
}
