import AccessCore

/// `daypass status`: who holds what, since when, until when, on which request.
package struct StatusText: Sendable {
    let time: TimeFormat
    let palette: Palette

    package init(time: TimeFormat, palette: Palette = .plain) { (self.time, self.palette) = (time, palette) }

    /// The whole text; ends with a line break.
    package func render(_ status: StatusDocument) -> String {
        let heading = Heading(repository: status.repository, source: status.source, ledger: status.ledger, time).line.text + "\n"
        let accounts = Set(status.access.map(\.account)).union(status.drift.map(\.account)).union(status.held.map(\.account)).sorted()
        let blocks = accounts.map { account in
            var table = Table()
            table.rows = status.access.filter { $0.account == account }.map(row)
            table.rows += status.drift.filter { $0.account == account }.map(row)
            let title: Line = "  \(status.titles[account] ?? account.text)"
            var lines = [title.text] + table.lines(indent: "  ", palette)
            for held in status.held where held.account == account {
                lines.append(PlanText.release(held.removals.count, held.hash).text)
            }
            return lines.joined(separator: "\n") + "\n"
        }
        return ([heading] + blocks + [summary(status).text + "\n"]).joined(separator: "\n")
    }

    private func row(_ access: StatusDocument.Access) -> Table.Row {
        let since = time.short(access.since)
        let until = time.short(access.until)
        let (sign, first, second): (Sign?, Line, Line) =
            switch access.state {
            case .active: (nil, "since \(since)", "until \(until), \(access.until.since(time.now).spoken) left")
            case .overdue:
                (.drift, "since \(since)", "ended \(until), \(time.now.since(access.until).spoken) ago")
            case .accepted: (.waits, "not granted yet", "until \(until)")
            case .upcoming: (.waits, "from \(since)", "until \(until)")
            }
        let requests = Line.list(access.requests.map(\.shown), most: 3)
        return Table.Row(sign, ["\(access.user)", Action.subject(access.entitlement, access.group), first, second, requests])
    }

    private func row(_ drift: StatusDocument.Unapproved) -> Table.Row {
        Table.Row(.drift, ["\(drift.user)", Action.subject(drift.entitlement, drift.group), Reason.notApproved.words])
    }

    private func summary(_ status: StatusDocument) -> Line {
        func count(_ state: StatusDocument.Access.State) -> Int { status.access.count { $0.state == state } }
        let active = count(.active)
        var first: Line = active == 0 ? "Nobody holds anything" : "\(active) active"
        let next = status.access.filter { $0.state == .active }.min { $0.until < $1.until }
        if let next {
            first = "\(first), next end \(time.brief(next.until)) (\(next.user), \(Action.subject(next.entitlement, next.group)))"
        }
        var parts = [first]
        if count(.overdue) > 0 { parts.append("\(count(.overdue)) past its end and due for removal") }
        if count(.accepted) > 0 { parts.append("\(count(.accepted)) not granted yet") }
        if count(.upcoming) > 0 { parts.append(count(.upcoming) == 1 ? "1 opens later" : "\(count(.upcoming)) open later") }
        if !status.drift.isEmpty { parts.append("\(status.drift.count) that nobody approved") }
        return "\(Line.list(parts))."
    }
}
