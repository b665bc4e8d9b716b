import AccessCore
import Testing

/// What becomes of one request's file.
struct RequestMeaningTests {
    private typealias P = Proposals

    private func kind(from before: AccessRequest?, to after: AccessRequest?) throws -> RequestMeaning.Kind {
        try #require(P().meaning(P.file(from: before, to: after)).requests.first).kind
    }

    @Test("a new file, and one that goes")
    func comesAndGoes() throws {
        let asked = request(until: at(60))
        let new = try #require(P().meaning(P.file(to: asked)).requests.first)
        #expect(new.kind == .new)
        #expect(new.needsApproval)
        #expect(new.gives.map(\.group) == [group])
        #expect(new.gives.first?.eligibility == .byName)
        #expect(new.takes.isEmpty)
        #expect(new.sha256 == "5ha")
        let gone = try #require(P().meaning(P.file(from: asked)).requests.first)
        #expect(gone.kind == .deleted)
        #expect(!gone.needsApproval)
        #expect(gone.takes.map(\.group) == [group])
        #expect(gone.gives.isEmpty)
    }

    @Test("one entitlement that needs somebody's word suffices")
    func partlyAutomatic() throws {
        let other = EntitlementName("other")
        let proposals = P([P.guarded(), entitlement(other, group: GroupName("Other"))])
        func needsApproval(_ access: [String]) throws -> Bool {
            try #require(proposals.meaning(P.file(to: request(access: access, until: at(60)))).requests.first).needsApproval
        }
        #expect(try needsApproval([other.text, work.text]))
        #expect(try needsApproval([work.text]))
        #expect(try !needsApproval([other.text]))
    }

    @Test("a later end, an earlier start, another entitlement and another user ask for more")
    func extended() throws {
        let before = request(from: at(10), until: at(60))
        #expect(try kind(from: before, to: request(from: at(10), until: at(61))) == .extended)
        #expect(try kind(from: before, to: request(from: at(9), until: at(60))) == .extended)
        #expect(try kind(from: before, to: request(from: nil, until: at(60))) == .extended)
        #expect(try kind(from: before, to: request(user: UserName("lead01"), from: at(10), until: at(60))) == .extended)
        #expect(try kind(from: before, to: request(access: [work.text, "other"], from: at(10), until: at(60))) == .extended)
    }

    @Test("an earlier end, a later start and fewer entitlements ask for less, and need nobody")
    func shortened() throws {
        let before = request(from: at(10), until: at(60))
        for after in [request(from: at(10), until: at(59)), request(from: at(11), until: at(60))] {
            let meaning = try #require(P().meaning(P.file(from: before, to: after)).requests.first)
            #expect(meaning.kind == .shortened)
            #expect(!meaning.needsApproval)
        }
        let both = request(access: [work.text, "other"], until: at(60))
        #expect(try kind(from: both, to: request(until: at(60))) == .shortened)
    }

    @Test("other words for the same give the same")
    func reworded() throws {
        var after = request(until: at(60))
        after.reason = "another reason"
        #expect(try kind(from: request(until: at(60)), to: after) == .reworded)
        // All of an entitlement's accounts are what its only account is.
        #expect(try kind(from: request(until: at(60)), to: request(access: ["\(work)@jump"], until: at(60))) == .reworded)
    }

    @Test("a start for a window that only the ledger knows counts as more")
    func unknownWindow() throws {
        var open = request(until: at(60))
        open.end = .after(.seconds(3600))
        var fixed = open
        fixed.start = at(-100)
        #expect(try kind(from: open, to: fixed) == .extended)
        var longer = open
        longer.end = .after(.seconds(3601))
        #expect(try kind(from: open, to: longer) == .extended)
        #expect(try kind(from: longer, to: open) == .shortened)
    }

    @Test("a file under another name is the end of one request and another one", arguments: [true, false])
    func renamed(isSameContent: Bool) throws {
        let (a, b) = (RequestID("a"), RequestID("b"))
        let before = request(a, until: at(60))
        var after = request(b, until: at(60))
        if !isSameContent { after.reason = "another" }
        let meaning = P().meaning(
            P.file(a, from: before, blobs: ("x", nil)), P.file(b, to: after, blobs: (nil, isSameContent ? "x" : "y")))
        #expect(meaning.requests.map(\.kind) == [.deleted, .renamed(from: a)])
        #expect(meaning.requests.last?.needsApproval == true)
        let unlike = P().meaning(P.file(a, from: before), P.file(b, to: request(b, until: at(61))))
        #expect(unlike.requests.map(\.kind) == [.deleted, .new])
    }

    @Test("a deleted file is one new one's old name, not several's")
    func renamedOnce() {
        let (a, b, c) = (RequestID("a"), RequestID("b"), RequestID("c"))
        let meaning = P().meaning(
            P.file(a, from: request(a, until: at(60))), P.file(b, to: request(b, until: at(60))),
            P.file(c, to: request(c, until: at(60))))
        #expect(meaning.requests.map(\.kind) == [.deleted, .renamed(from: a), .new])
    }

    @Test("a file that breaks says nothing about who gets what")
    func broken() throws {
        let file = ProposedRequest(id: r, path: "requests/r.yaml", before: .request(request(until: at(60))), after: .broken)
        let meaning = try #require(P().meaning(file).requests.first)
        #expect(meaning.kind == .broken)
        #expect(meaning.gives.isEmpty && meaning.takes.isEmpty && !meaning.needsApproval)
        let mended = ProposedRequest(id: r, path: "requests/r.yaml", before: .broken, after: .request(request(until: at(60))))
        #expect(P().meaning(mended).requests.first?.kind == .mended)
    }
}
