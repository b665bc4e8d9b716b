import AccessCore

/// Requesters.
extension Deed {
    mutating func request(_ act: Act) {
        let now = world.now
        switch act {
        case .ask, .askAhead, .askAlike, .askEmergency:
            let id = RequestID("r\(source.commits.count)")
            guard var request = newRequest(id) else { return }
            fill(&request, for: act)
            put(request, "asks for \(words(request))")
        case .completeRequest:
            guard let (_, file) = anyFile({ $0.request != nil }), var request = file.request else { return }
            (request.ticket, request.plan, request.rollback) = ("CHG-7", "Do it.", "Undo it.")
            put(request, "completes \(request.id): \(words(request))")
        case .delete:
            guard let (id, _) = anyFile() else { return }
            source.merge(at: now, "deletes \(id)") { $0.files[id] = nil }
            world.tell(nil, "somebody deletes \(id)")
        case .endEarly, .extend:
            guard let (_, file) = anyFile({ $0.request != nil }), var request = file.request, case .at(let end) = request.end else {
                return
            }
            let minutes = Int64(dice.within(1...180)) * 60
            request.end = .at(end.advanced(by: .seconds(act == .endEarly ? -minutes : minutes)))
            if act == .endEarly, dice.happens(0.2) {
                // Ends early, and asks for more in the same file.
                request.access = Setting.entitlements.map { EntitlementReference(name: $0, place: request.places.file) }
            }
            put(request, "changes \(request.id): \(words(request))")
        case .changeUser:
            guard let (_, file) = anyFile({ $0.request != nil }), var request = file.request else { return }
            request.user = dice.pick(Setting.people) ?? request.user
            put(request, "changes \(request.id): \(words(request))")
        case .revert:
            guard source.commits.count > 3 else { return }
            let back = source.line(from: source.tip).dropFirst(dice.within(1...4)).first
            guard let back, let (id, old) = dice.pick(source.commits[back].files.sorted { $0.key < $1.key }.map { ($0.key, $0.value) })
            else {
                return
            }
            source.merge(at: now, "reverts \(id)") { $0.files[id] = old }
            world.tell(nil, "somebody puts an earlier \(id) back: \(old.request.map(words) ?? "with mistakes")")
        case .bringBack:
            let gone = source.line(from: source.tip).flatMap { source.commits[$0].files.sorted { $0.key < $1.key } }
                .filter { source.newest.files[$0.key] == nil }
            guard let (id, old) = dice.pick(gone.map { ($0.key, $0.value) }) else { return }
            source.merge(at: now, "brings \(id) back") { $0.files[id] = old }
            world.tell(nil, "somebody brings \(id) back: \(old.request.map(words) ?? "with mistakes")")
        case .rename:
            guard let (id, file) = anyFile({ $0.request != nil }), var request = file.request else { return }
            request.id = RequestID("\(id)-renamed\(source.commits.count)")
            source.merge(at: now, "renames \(id)") {
                $0.files[id] = nil
                $0.files[request.id] = Source.File(blob: file.blob, request: request)
            }
            world.tell(nil, "somebody renames \(id) to \(request.id)")
        case .breakFile:
            guard let (id, _) = anyFile({ $0.request != nil }) else { return }
            let blob = source.nextBlob()
            source.merge(at: now, "breaks \(id)") { $0.files[id] = Source.File(blob: blob, request: nil) }
            world.tell(nil, "somebody makes a mistake in \(id)")
        default:
            guard let (id, _) = anyFile({ $0.request == nil }) else { return }
            let sound = source.line(from: source.tip).compactMap { source.commits[$0].files[id] }.first { $0.request != nil }
            guard let sound else { return }
            source.merge(at: now, "mends \(id)") { $0.files[id] = sound }
            world.tell(nil, "somebody mends \(id)")
        }
    }

    mutating func put(_ request: AccessRequest, _ story: String) {
        let blob = source.nextBlob()
        source.merge(at: world.now, story) { $0.files[request.id] = Source.File(blob: blob, request: request) }
        world.tell(nil, "somebody \(story)")
    }

    mutating func newRequest(_ id: RequestID) -> AccessRequest? {
        guard let user = dice.pick(Setting.people) else { return nil }
        let place = Place("requests/\(id).yaml")
        var access: [EntitlementReference] = []
        for name in Setting.entitlements where dice.happens(0.45) {
            let account = dice.happens(0.3) ? dice.pick(world.clouds.keys.sorted()) : nil
            access.append(EntitlementReference(name: name, account: account, place: place))
        }
        if access.isEmpty { access = [EntitlementReference(name: Setting.entitlements[0], place: place)] }
        let now = world.time
        let starts = dice.happens(0.3) ? now.advanced(by: .seconds(dice.within(-1800...5400))) : nil
        let minutes = dice.happens(0.3) ? dice.within(1...15) : dice.within(10...240)
        let end: RequestedEnd =
            dice.happens(0.2) ? .after(.seconds(minutes * 60)) : .at((starts ?? now).advanced(by: .seconds(minutes * 60 + dice.below(60))))
        return AccessRequest(
            id: id, user: user, access: access, start: starts, end: end, reason: "because",
            places: RequestPlaces(file: place, user: place, end: place)
        )
    }

    func words(_ request: AccessRequest) -> String {
        let end =
            switch request.end {
            case .at(let end): "until \(end.description.dropFirst(11).dropLast())"
            case .after(let span): "for \(span.inWords)"
            }
        let start = request.start.map { "from \($0.description.dropFirst(11).dropLast()) " } ?? ""
        let kind = (request.isEmergency ? " in an emergency" : "") + (request.ticket.map { ", ticket \($0)" } ?? "")
        return "\(request.user) \(request.access.map(\.description).joined(separator: " ")) \(start)\(end)\(kind)"
    }
}
