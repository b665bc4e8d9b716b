import AccessCore

/// One round of questions, in three goes: from steps to pull requests, from these to the pushes of their branches, and to
/// everything else about them.
struct GitHubRound: Sendable {
    private let questions: [StepQuestion]
    private let conversation: GitHubConversation

    /// What is known of a question so far.
    private enum Stage: Sendable {
        case settled(StepFacts)
        case found(Candidate, authored: Timestamp)
        case pushed(Candidate, authored: Timestamp, [PushFacts])
    }

    init(_ questions: [StepQuestion], _ conversation: GitHubConversation) {
        (self.questions, self.conversation) = (questions, conversation)
    }

    func facts() async -> [StepFacts] {
        var stages: [Stage] = []
        for start in stride(from: 0, to: questions.count, by: FindPullRequests.most) {
            stages += await find(questions[start..<min(start + FindPullRequests.most, questions.count)])
        }
        await readPushes(&stages)
        await judge(&stages)
        return stages.map { stage in
            guard case .settled(let facts) = stage else { return .doubtful(ReviewDoubt.noAnswer.description) }
            return facts
        }
    }

    private func doubtful(_ doubt: ForgeDoubt) -> Stage {
        .settled(conversation.doubtful(doubt))
    }

    // From steps to pull requests.

    private func find(_ part: ArraySlice<StepQuestion>) async -> [Stage] {
        let items: FindPullRequests.Items
        do throws(ForgeDoubt) {
            items = try await conversation.ask(FindPullRequests.query(Array(part), conversation.address), FindPullRequests.Items.self)
        } catch {
            guard await conversation.mayHalve(error, of: part.count) else { return part.map { _ in doubtful(error) } }
            let middle = part.startIndex + part.count / 2
            return await find(part[..<middle]) + find(part[middle...])
        }
        guard let repository = await conversation.repository else { return part.map { _ in doubtful(.gitHub(.shape("repository"))) } }
        return part.enumerated().map { index, question in
            do throws(ForgeDoubt) {
                guard let item = items.steps["c\(index)"] else { throw .gitHub(.shape("repository.c\(index)")) }
                guard let step = try item.get() else { throw .gitHub(.unknownCommit(question.after)) }
                return switch try step.candidate(for: question, in: repository) {
                case .success(let candidate): .found(candidate, authored: step.authoredDate)
                case .failure(let refusal): .settled(.refused(refusal.description))
                }
            } catch { return doubtful(error) }
        }
    }

    // The pushes to their branches.

    /// Calls under way at once; GitHub asks for few (docs.github.com, "Best practices for using the REST API").
    private static let concurrentCalls = 4

    private func readPushes(_ stages: inout [Stage]) async {
        guard let repository = await conversation.repository else { return }
        var branches: Set<String> = []
        for case .found(let pull, _) in stages where !pull.isFromFork(of: repository) { branches.insert(pull.headRefName) }
        let pages = await pages(of: branches.sorted())
        for (index, stage) in stages.enumerated() {
            guard case .found(let pull, let authored) = stage else { continue }
            // A fork's branch is none of ours, and the rules refuse it in any case.
            if pull.isFromFork(of: repository) {
                stages[index] = .pushed(pull, authored: authored, [])
                continue
            }
            do throws(ForgeDoubt) {
                guard let merged = pull.mergedAt.value, let page = pages[pull.headRefName] else { throw .gitHub(.moving(pull.number)) }
                let (entries, isWhole) = try page.get()
                let chain = try PushChain(entries, isWhole: isWhole, of: pull, merged: merged)
                stages[index] = .pushed(pull, authored: authored, chain.pushes)
            } catch { stages[index] = doubtful(error) }
        }
    }

    private typealias Page = Result<(entries: [BranchActivity], isWhole: Bool), ForgeDoubt>

    private func pages(of branches: [String]) async -> [String: Page] {
        let pages = await branches.concurrentMap(width: Self.concurrentCalls) { await page(of: $0) }
        return Dictionary(zip(branches, pages)) { $1 }
    }

    private func page(of branch: String) async -> Page {
        do throws(ForgeDoubt) { return .success(try await conversation.activity(ofBranch: branch)) } catch { return .failure(error) }
    }

    // Everything else about them.

    private func judge(_ stages: inout [Stage]) async {
        var part: [Int] = []
        var weight = 0
        var parts: [[Int]] = []
        for index in stages.indices {
            guard let subject = subject(stages[index], questions[index]) else { continue }
            if !part.isEmpty, part.count == JudgePullRequests.most || weight + subject.weight > JudgePullRequests.heaviest {
                parts.append(part)
                (part, weight) = ([], 0)
            }
            part.append(index)
            weight += subject.weight
        }
        if !part.isEmpty { parts.append(part) }
        for part in parts { await judge(part[...], &stages) }
    }

    private func judge(_ part: ArraySlice<Int>, _ stages: inout [Stage]) async {
        let subjects = part.compactMap { subject(stages[$0], questions[$0]) }
        let items: JudgePullRequests.Items
        do throws(ForgeDoubt) {
            items = try await conversation.ask(JudgePullRequests.query(subjects, conversation.address), JudgePullRequests.Items.self)
        } catch {
            guard await conversation.mayHalve(error, of: part.count) else {
                for index in part { stages[index] = doubtful(error) }
                return
            }
            let middle = part.startIndex + part.count / 2
            await judge(part[..<middle], &stages)
            await judge(part[middle...], &stages)
            return
        }
        guard let repository = await conversation.repository else { return }
        var lookup = 0
        for (place, index) in part.enumerated() {
            let objects = items.objects(of: subjects[place].lookups, from: lookup)
            lookup += subjects[place].lookups.count
            guard case .pushed(let candidate, let authored, let pushes) = stages[index] else { continue }
            do throws(ForgeDoubt) {
                guard let item = items.pulls["p\(place)"], let node = try item.get() else { throw .gitHub(.shape("repository.p\(place)")) }
                let facts = try node.facts(
                    of: candidate, by: questions[index], authored: authored, repository: repository, pushes: pushes,
                    objects: try objects.get())
                stages[index] = .settled(.pullRequest(facts))
            } catch { stages[index] = doubtful(error) }
        }
    }

    private func subject(_ stage: Stage, _ question: StepQuestion) -> JudgePullRequests.Subject? {
        guard case .pushed(let pull, _, let pushes) = stage else { return nil }
        return JudgePullRequests.Subject(pull, pushes, question.contents)
    }
}
