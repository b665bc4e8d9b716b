import AccessCore
import Testing
import XML

@testable import IAMDirectory

@Suite struct PagesTests {
    func page(_ users: [(name: String, id: String)], marker: String?) throws -> AuthorizationDetails {
        let reader = try XMLReader(AuthorizationDetails())
        let list = users.map { "<member><UserName>\($0.name)</UserName><UserId>\($0.id)</UserId></member>" }.joined()
        let end = marker.map { "<IsTruncated>true</IsTruncated><Marker>\($0)</Marker>" } ?? "<IsTruncated>false</IsTruncated>"
        let text =
            "<GetAccountAuthorizationDetailsResponse><Result>\(end)<UserDetailList>\(list)</UserDetailList></Result></GetAccountAuthorizationDetailsResponse>"
        try reader.feed(Array(text.utf8))
        return try reader.finish()
    }

    @Test func aUserToldTwiceAlikeIsOne() throws {
        var pages = Pages()
        try pages.add(try page([("a", "1"), ("b", "2")], marker: "m"), clock: Timestamp(seconds: 5))
        #expect(pages.parameters.last?.value == "m")
        try pages.add(try page([("b", "2"), ("c", "3")], marker: nil), clock: nil)
        #expect(pages.account.users.count == 3)
        #expect(pages.account.clock == Timestamp(seconds: 5))
        #expect(pages.account.calls == 2)
        #expect(pages.next == nil)
    }

    @Test func aUserToldTwiceDifferentlyIsRefused() throws {
        var pages = Pages()
        try pages.add(try page([("a", "1")], marker: "m"), clock: nil)
        let second = try page([("a", "2")], marker: nil)
        let problem = #expect(throws: Pages.Problem.self) { try pages.add(second, clock: nil) }
        #expect(problem?.message == "the user a is in it twice, and differs")
    }

    @Test func aMarkerIsFollowedOnce() throws {
        var pages = Pages()
        for marker in ["a", "b"] { try pages.add(try page([], marker: marker), clock: nil) }
        let third = try page([], marker: "a")
        #expect(throws: Pages.Problem.self) { try pages.add(third, clock: nil) }
    }

    @Test func pagesWithoutEndEnd() throws {
        var pages = Pages()
        for number in 1..<1000 { try pages.add(try page([], marker: "\(number)"), clock: nil) }
        let last = try page([], marker: "1000")
        let problem = #expect(throws: Pages.Problem.self) { try pages.add(last, clock: nil) }
        #expect(problem?.message == "more than 1000 pages")
    }
}
