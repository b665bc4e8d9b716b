import AccessCore
import Approvals
import Proving
import Reconciliation

/// The source branch as one run reads it: what `SourceReader` does with git, on commits in memory.
struct RunnerSource: AccessSource {
    let process: Process

    private var world: World { process.world }
    private var source: Source { world.source }

    func read(recorded: RecordedState, at now: Timestamp) async throws(SourceFailure) -> SourceReading {
        let failure = SourceFailure("the source can't be reached", advice: "Try again.")
        guard await process.passes() else { throw failure }
        if process.strikes(.sourceFails) {
            world.tell(process, "can't read the source branch")
            throw failure
        }
        let tip = source.tip
        let draft = RunnerSourceReader(world, tip: tip, recorded, at: now).draft
        world.oracle.readSource(tip, process)
        guard await process.passes() else { throw failure }
        guard let evidence = draft.approvals else { return world.lie.altered(draft.reading, recorded, at: process.now) }
        var answers = ForgeAnswers()
        while let round = world.lie.asked(evidence).nextRound(after: answers, signatures: KnownSignatures(world: world)) {
            answers.add(await ask(round.questions).mapValues(world.lie.misread), to: round)
            guard !process.isDead else { throw failure }
        }
        let completed = draft.completed(with: answers, signatures: KnownSignatures(world: world))
        return world.lie.altered(world.lie.misproven(completed), recorded, at: process.now)
    }

    func remove(
        _ files: [RequestVersion], from tip: CommitID, by settings: AuditSettings, run: RunID, at now: Timestamp
    ) async throws(SourceFailure) -> SourceRemoval {
        let failure = SourceFailure("the source can't be reached", advice: "Try again.")
        process.seen.isRemovalRefused = true
        guard await process.passes() else { throw failure }
        if process.strikes(.removalFails) {
            world.tell(process, "can't reach the source branch to remove files")
            throw failure
        }
        if world.swarm.format.isProtected || process.strikes(.removalRefused) {
            world.tell(process, "may not remove files from the source branch")
            return .refused("protected branch")
        }
        guard Source.id(of: source.tip) == tip else {
            process.seen.isRemovalRefused = false
            return .lostRace
        }
        let gone = world.lie.altered(files, at: source.newest)
        world.oracle.removes(gone, process)
        source.merge(at: world.now, "removes files of ended requests") { commit in
            for file in gone { (commit.files[file.id], commit.reviews[file.id]) = (nil, nil) }
        }
        let removed = source.tip
        world.tell(process, "removes \(gone.map(\.id.text).joined(separator: " ")) from the source branch")
        guard await process.passes() else { throw failure }
        if process.strikes(.removalLost) { return .refused("the remote didn't say whether it took the commit") }
        process.seen.isRemovalRefused = false
        return .done(Source.id(of: removed))
    }

    /// What the forge says of steps: it may be silent, late, or cut its answers short.
    private func ask(_ questions: [StepQuestion]) async -> [CommitID: StepFacts] {
        guard !questions.isEmpty else { return [:] }
        world.oracle.asks(questions, process)
        guard await process.passes() else { return [:] }
        let isSilent = world.forgeSilentUntil > world.now || process.strikes(.forgeSilent)
        let isCut = process.strikes(.forgeCut)
        var dice = process.dice
        let server = ForgeServer(source: source)
        var facts: [CommitID: StepFacts] = [:]
        for question in questions {
            if isSilent {
                facts[question.after] = .doubtful("the forge doesn't answer")
            } else if isCut, dice.happens(0.5) {
                facts[question.after] = .doubtful("the forge's answer is cut short")
            } else {
                facts[question.after] = server.facts(about: question, at: world.time)
            }
        }
        let told = facts.filter { if case .pullRequest = $0.value { true } else { false } }.keys.compactMap(Source.number)
        if isSilent || isCut || told.count < questions.count {
            world.tell(process, "asks the forge about \(questions.count) steps, and is told of \(told.count)")
        }
        guard await process.passes() else { return [:] }
        world.oracle.told(told, process)
        return facts
    }
}
