import AccessCore

/// Requesters who write more than the plainest request, and those who look at emergencies afterwards.
extension Deed {
    /// What policies may require, and emergencies; nothing in a plain world.
    mutating func fill(_ request: inout AccessRequest, for act: Act) {
        let format = world.swarm.format
        if format.has(.requirements) {
            if dice.happens(0.9) { request.ticket = dice.happens(0.85) ? "CHG-\(dice.within(1...999))" : "none" }
            if dice.happens(0.9) { request.plan = "Do it." }
            if dice.happens(0.9) { request.rollback = "Undo it." }
        }
        if act == .askAlike, let like = anyFile({ $0.request != nil })?.1.request {
            // What somebody else has, or waits for.
            (request.access, request.start, request.end) = (like.access, like.start, like.end)
        }
        if act == .askAhead {
            let start = world.time.advanced(by: .seconds(dice.within(10...480) * 60))
            request.start = start
            request.end = .at(start.advanced(by: .seconds(dice.within(10...200) * 60)))
        }
        if act == .askEmergency {
            request.isEmergency = true
            let minutes = Int64(dice.within(5...120)) * 60
            request.start = dice.happens(0.2) ? request.start : nil
            request.end =
                dice.happens(0.5)
                ? .after(.seconds(minutes)) : .at((request.start ?? world.time).advanced(by: .seconds(minutes)))
        }
    }

    mutating func review(_ act: Act) {
        let verdict: ReviewVerdict = dice.happens(0.7) ? .justified : .unjustified
        if act == .askReviewed {
            let id = RequestID("r\(source.commits.count)")
            guard var request = newRequest(id) else { return }
            fill(&request, for: .askEmergency)
            let (blob, seen) = (source.nextBlob(), source.nextBlob())
            source.merge(at: world.now, "asks for \(id), reviewed") { commit in
                commit.files[id] = Source.File(blob: blob, request: request)
                commit.reviews[id] = Source.Review(blob: seen, verdict: verdict)
            }
            return world.tell(nil, "somebody asks for \(words(request)), and reviews it in the same step")
        }
        let emergencies = source.line(from: source.tip).flatMap { source.commits[$0].files.values }.compactMap(\.request)
            .filter(\.isEmergency).map(\.id)
        guard let id = dice.pick(Set(emergencies).sorted()) else { return }
        let blob = source.nextBlob()
        source.merge(at: world.now, "reviews \(id)") { $0.reviews[id] = Source.Review(blob: blob, verdict: verdict) }
        world.tell(nil, "somebody reviews \(id): \(verdict.rawValue)")
    }

    /// All requests at once: a mistake, or meant.
    mutating func all(_ act: Act) {
        if act == .deleteAll {
            guard !source.newest.files.isEmpty else { return }
            source.merge(at: world.now, "deletes all requests") { ($0.files, $0.reviews) = ([:], [:]) }
            return world.tell(nil, "somebody deletes all requests")
        }
        let last = source.line(from: source.tip).first { !source.commits[$0].files.isEmpty }
        guard source.newest.files.isEmpty, let last else { return }
        let (files, reviews) = (source.commits[last].files, source.commits[last].reviews)
        source.merge(at: world.now, "brings all requests back") { ($0.files, $0.reviews) = (files, reviews) }
        world.tell(nil, "somebody brings all requests back")
    }
}
