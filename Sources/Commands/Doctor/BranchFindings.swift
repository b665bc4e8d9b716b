import AccessCore
import Approvals

/// What a forge's settings mean for approvals, in words. None of it is wrong: what isn't safe there is found out by each run, and
/// what isn't known can be looked up.
struct BranchFindings {
    let rules: BranchRules
    let branch: String
    let kind: ForgeSettings.Kind

    var all: [Finding] { merging + approvals + protection + untold }

    private var forge: String {
        switch kind {
        case .github: "GitHub"
        case .gitlab: "GitLab"
        case .gitea: "the Gitea server"
        }
    }

    private var proposal: String { kind == .gitlab ? "merge request" : "pull request" }

    // How it merges.

    private var merging: [Finding] {
        guard let styles = rules.styles else { return [] }
        let (good, bad) = (styles.intersection([.mergeCommit, .squash]), styles.subtracting([.mergeCommit, .squash]))
        var findings: [Finding] = []
        if bad.isEmpty {
            findings.append(Finding("forge", .fine, "\(forge) merges by \(words(good))"))
        } else if good.isEmpty {
            findings.append(
                Finding(
                    "forge", .advice, "\(forge) merges by \(words(bad)) only, \(bad == [.fastForward] ? fastForward : rebase)",
                    advice: "Allow merge commits or squashes, and switch the others off."))
        } else {
            let what = bad == [.fastForward] ? fastForward : rebase
            findings.append(
                Finding(
                    "forge", .advice, "\(forge) also merges by \(words(bad)), \(what)", advice: "Allow merge commits and squashes only."))
        }
        if rules.hasQueue == true { findings.append(Finding("forge", .fine, "a merge queue merges into '\(branch)'")) }
        return findings
    }

    private var rebase: String { "which leaves nothing that was reviewed: what is merged so is never granted" }
    private var fastForward: String { "which proves one commit and not several" }

    private func words(_ styles: Set<BranchRules.MergeStyle>) -> String {
        BranchRules.MergeStyle.allCases.filter(styles.contains).map { style in
            switch style {
            case .mergeCommit: "merge commit"
            case .squash: "squash"
            case .rebase: "rebase"
            case .fastForward: "fast-forward"
            case .rebasedMergeCommit: "a merge commit after a rebase"
            }
        }.joined(separator: " or ")
    }

    // What approvals need.

    private var approvals: [Finding] {
        var findings: [Finding] = []
        if !rules.faults.isEmpty {
            findings.append(
                Finding(
                    "forge", .advice, "no approval at \(forge) counts as its settings are",
                    advice: "In Settings, Merge requests: \(rules.faults.joined(separator: "; "))."))
        }
        if rules.needsProposal == true, rules.approvals == 0 {
            findings.append(
                Finding(
                    "forge", .advice, "a \(proposal) into '\(branch)' can be merged without an approval, and is denied then",
                    advice: "Require at least one."))
        }
        // Of GitLab that is one of the settings without which nothing counts.
        if kind != .gitlab, rules.dismissesApprovals == false {
            findings.append(
                Finding(
                    "forge", .advice, "a push leaves earlier approvals standing: people merge with one that doesn't count any more",
                    advice: "Dismiss stale approvals when new commits are pushed."))
        }
        return findings
    }

    // What protects the branch.

    private var protection: [Finding] {
        var findings: [Finding] = []
        switch (rules.isProtected, rules.needsProposal) {
        case (false, _), (_, false):
            findings.append(
                Finding(
                    "branch", .advice, "'\(branch)' can be pushed to without a \(proposal): what comes so is never granted",
                    advice: "Protect it: changes by \(proposal)s only, for administrators too."))
        case (_, true):
            let count = rules.approvals.map { ", \(Finding.count($0, "approval")) needed" } ?? ""
            findings.append(Finding("branch", .fine, "'\(branch)' changes by \(proposal)s only\(count)"))
        default: break
        }
        if rules.blocksForce == false {
            findings.append(
                Finding(
                    "branch", .advice, "'\(branch)' may be forced to another history, and all grants stop then",
                    advice: "Block force pushes."))
        }
        if rules.bindsAdministrators == false {
            findings.append(
                Finding(
                    "branch", .advice, "administrators aren't bound by what protects '\(branch)'", advice: "Let the rules hold for them."))
        }
        return findings
    }

    // What couldn't be told.

    private var untold: [Finding] {
        var questions: [String] = []
        if rules.styles == nil { questions.append("how it merges") }
        if rules.isProtected != false, rules.needsProposal == nil { questions.append("whether '\(branch)' changes by \(proposal)s only") }
        if kind != .gitlab, rules.dismissesApprovals == nil { questions.append("whether a push takes approvals back") }
        if rules.isProtected != false, rules.blocksForce == nil { questions.append("whether '\(branch)' can be forced") }
        questions.append("who may pass its rules by")
        let reasons = rules.unread.reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
        return [
            Finding(
                "branch", .unknown,
                "\(forge) doesn't tell this token \(questions.joined(separator: ", "))\(reasons.isEmpty ? "" : " (\(reasons.joined(separator: "; ")))")",
                advice: "Look at its settings; docs/approvals.md lists those that matter.")
        ]
    }
}
