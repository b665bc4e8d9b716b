import AccessCore
import YAML

/// `teams` of `people.yaml`.
struct TeamsDecoder {
    let reader: FileReader
    /// Nil if they can't be read.
    let people: KnownNames?

    private struct Draft {
        var people: Set<PersonName> = []
        var teams: [(name: TeamName, range: SourceRange)] = []
    }

    /// Every team with all its people, those of the teams it contains included.
    func teams(_ field: Field) -> [TeamName: Set<PersonName>]? {
        guard let entries = reader.entries(field) else { return nil }
        var drafts: [TeamName: Draft] = [:]
        var order: [TeamName] = []
        let names = KnownNames(entries.map(\.name).filter(NameRule.team.accepts))
        for entry in entries {
            guard let name = reader.key(entry, of: field).map({ TeamName($0) }) else { continue }
            drafts[name] = draft(reader.field(entry, of: field), names: names)
            order.append(name)
        }
        return resolve(drafts, order: order)
    }

    private func draft(_ field: Field, names: KnownNames) -> Draft {
        var draft = Draft()
        if case .sequence = field.node.content {
            draft.people = members(field)
        } else if let fields = Fields(field, reader: reader) {
            if let field = fields["people"] { draft.people = members(field) }
            if let field = fields["teams"] {
                for (text, range) in reader.names(field) ?? []
                where reader.existing(text, of: "team", in: "people.yaml", known: names, at: range) != nil {
                    draft.teams.append((TeamName(text), range))
                }
            }
        }
        return draft
    }

    private func members(_ field: Field) -> Set<PersonName> {
        let found = reader.set(field) { element -> PersonName? in
            guard let text = reader.name(element) else { return nil }
            return reader.existing(text, of: "person", in: "people.yaml", known: people, at: element.node.range).map { PersonName($0) }
        }
        return Set(found ?? [])
    }

    private enum State { case open, done }

    /// Depth first, the way down in a list of ours: a chain of teams must not use up the stack.
    private func resolve(_ drafts: [TeamName: Draft], order: [TeamName]) -> [TeamName: Set<PersonName>] {
        var resolved: [TeamName: Set<PersonName>] = [:]
        var states: [TeamName: State] = [:]
        for root in order where states[root] == nil {
            var path: [(team: TeamName, next: Int)] = [(root, 0)]
            states[root] = .open
            resolved[root] = drafts[root]?.people
            while let top = path.last {
                let children = drafts[top.team]?.teams ?? []
                guard top.next < children.count else {
                    path.removeLast()
                    states[top.team] = .done
                    let people = resolved[top.team] ?? []
                    if let parent = path.last { resolved[parent.team]?.formUnion(people) }
                    continue
                }
                path[path.count - 1].next += 1
                let child = children[top.next]
                switch states[child.name] {
                case nil:
                    path.append((child.name, 0))
                    states[child.name] = .open
                    resolved[child.name] = drafts[child.name]?.people
                case .done:
                    let people = resolved[child.name] ?? []
                    resolved[top.team]?.formUnion(people)
                case .open:
                    let circle = path.drop { $0.team != child.name }.map(\.team.text)
                    reader.report(PeopleMistake.cycle(circle), at: child.range)
                }
            }
        }
        return resolved
    }
}
