import AccessCore
import AccessRequests
import Git
import Reports
import TimeZones

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// A clone of the access repository on this machine, and the commit of its source branch that changes are built on.
struct Clone {
    let repository: Repository
    /// The source branch's short name.
    let branch: String
    /// The remote that proposals are pushed to; nil if there is none.
    let remote: String?
    let base: ObjectID
    /// `origin/main`, as people write it.
    let baseName: String
    let policies: PolicySet
    let timezone: TimeZoneRules
    let now: Timestamp

    init(_ options: CloneOptions, _ environment: Environment, _ console: Console) throws {
        let place = options.repository ?? environment["DAYPASS_REPOSITORY"] ?? FileManager.default.currentDirectoryPath
        guard case .local(let path) = try RemoteURL(place) else {
            throw CommandFailure("this needs a clone on this machine", advice: "Clone the access repository with git, and stand in it.")
        }
        guard let found = try Repository.enclosing(path) else {
            throw CommandFailure("there is no git repository at \(path)", advice: "Stand in a clone of the access repository.")
        }
        let repository = try Repository.open(at: found)
        let branch = options.branch ?? environment["DAYPASS_BRANCH"] ?? "main"
        let remotes = try repository.remotes()
        if let given = options.remote, !remotes.contains(given) {
            throw CommandFailure("there is no remote '\(given)'", advice: "git remote -v lists those there are.")
        }
        let remote = options.remote ?? (remotes.contains("origin") ? "origin" : remotes.count == 1 ? remotes[0] : nil)
        let names = (remote.map { [("refs/remotes/\($0)/\(branch)", "\($0)/\(branch)")] } ?? []) + [("refs/heads/\(branch)", branch)]
        let tips = try names.compactMap { full, short in try repository.reference(full).map { ($0, short) } }
        guard let (tip, name) = tips.first else {
            throw CommandFailure("there is no branch '\(branch)' here", advice: "Fetch it, or name the source branch with --branch.")
        }
        (self.repository, self.branch, self.remote, base, baseName) = (repository, branch, remote, tip, name)
        var trees = PolicyTrees(repository)
        guard let tree = try trees.tree(at: tip) else {
            throw CommandFailure("there are no policies at \(name)", advice: "Stand in a clone of the access repository.")
        }
        let decoded = try trees.policies(in: tree)
        guard let policies = decoded.value else {
            Self.tell(decoded.diagnostics, console)
            throw CommandFailure(
                "the policies at \(name) have mistakes", advice: "They have to be mended before anything can be asked for.")
        }
        guard let timezone = try? TimeZoneRules(named: policies.settings.timezone) else {
            throw CommandFailure(
                "the time zone \(policies.settings.timezone) can't be read", advice: "Install the time zone database (package tzdata).")
        }
        (self.policies, self.timezone) = (policies, timezone)
        guard let now = options.now else {
            self.now = SystemClock().now()
            return
        }
        guard let pretended = Timestamp(now) else {
            throw CommandFailure.usage("--now: '\(now)' is not a time", advice: "Write it as 2026-11-22T22:00:00+09:00.")
        }
        self.now = pretended
    }

    /// Every request file of a commit, by path.
    private func requestPaths(at commit: ObjectID) throws -> [String] {
        try repository.list(repository.commit(commit).tree, under: "requests").filter { $0.kind.isRegularFile && $0.path.isWellFormed }
            .map(\.path.text).filter { RequestDecoder.id(ofPath: $0) != nil }
    }

    /// A request file by its path, its id, or the last part of it if no other ends so.
    ///
    /// - Parameter place: a commit, and what it is called; nil: the base.
    func request(_ text: String, at place: (commit: ObjectID, name: String)? = nil) throws -> SourceFile {
        let (commit, name) = place ?? (base, baseName)
        let paths = try requestPaths(at: commit)
        let wanted = text.hasPrefix("requests/") ? text : "requests/\(text)"
        let exact = paths.filter { $0 == wanted || $0 == wanted + ".yaml" }
        let ending = exact.isEmpty ? paths.filter { $0.hasSuffix("/\(text)") || $0.hasSuffix("/\(text).yaml") } : exact
        guard let path = ending.first else {
            let ids = paths.map { String($0.dropFirst("requests/".count).dropLast(".yaml".count)) }
            let meant = Suggestion.nearest(to: text, among: ids + ids.compactMap { $0.split(separator: "/").last.map(String.init) })
            throw CommandFailure(
                "there is no request '\(text.printable)' at \(name)",
                advice: meant.map { "Did you mean '\($0)'?" } ?? "Write its path, requests/….yaml; fetch first if it is new.")
        }
        guard ending.count == 1 else {
            throw CommandFailure("'\(text.printable)' can be \(ending.joined(separator: " or "))", advice: "Write the path of one.")
        }
        guard let entry = try repository.entry(at: path, in: repository.commit(commit).tree) else {
            throw CommandFailure("\(path) can't be read", advice: "Look at it with git show.")
        }
        return SourceFile(path: path, bytes: try repository.blob(entry.id, limit: PolicyTrees.fileLimit))
    }

    /// Everything that speaks against a request file, as `daypass check` would say it of a change that brings it in.
    func mistakes(in file: SourceFile) -> (request: AccessRequest?, diagnostics: [Diagnostic]) {
        let (decoded, unfinished) = RequestDecoder(timezone: timezone).read(file)
        guard var request = decoded.value else {
            let more = unfinished?.diagnostics(under: policies, at: now) ?? []
            return (nil, Diagnostic.unique(decoded.diagnostics + more))
        }
        var diagnostics = decoded.diagnostics
        if let window = request.window(acceptedAt: now) {
            if window.end <= now { diagnostics.append(request.untimeliness(at: now).diagnostic(at: request.places.end)) }
        } else if case .at = request.end {
            diagnostics.append(request.untimeliness(at: now).diagnostic(at: request.places.end))
        }
        request.start = request.start ?? now
        diagnostics += crossCheck(request, against: policies, judged: now)
        return (request, Diagnostic.unique(diagnostics))
    }

    /// Mistakes in full, with their lines.
    ///
    /// - Parameter time: how instants are told; nil: in UTC.
    static func tell(_ diagnostics: [Diagnostic], _ console: Console, time: TimeFormat? = nil) {
        let text = DiagnosticText(palette: Palette(isColoured: Console.hasColour(2)), time: time, width: Console.width(2))
        console.warn(Diagnostic.sorted(diagnostics).map(text.full).joined(separator: "\n"))
    }

    /// Times by the clocks of the settings' time zone.
    var time: TimeFormat { TimeFormat(now: now, zone: policies.settings.timezone) }
}
