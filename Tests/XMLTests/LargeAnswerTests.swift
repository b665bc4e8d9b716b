import Testing
import XML

/// An answer of the size that a full page of IAM users has.
@Suite struct LargeAnswerTests {
    private struct Users: XMLHandler {
        enum Name: String {
            case users = "UserDetailList"
            case groups = "GroupList"
            case tags = "Tags"
            case member
            case userName = "UserName"
            case key = "Key"
            case value = "Value"
            case isTruncated = "IsTruncated"
        }

        var users = 0
        var groups = 0
        var tags: [String: Int] = [:]
        var isTruncated: Bool?
        var starts = 0
        private var key = ""

        mutating func start(_ path: XMLPath<Name>) { starts += 1 }

        mutating func end(_ path: XMLPath<Name>, text: XMLText) {
            switch (path.parent, path.name) {
            case (.users, .member): users += 1
            case (.groups, .member): groups += 1
            case (.member, .key) where path.name(above: 2) == .tags: key = text.string
            case (.member, .value) where path.name(above: 2) == .tags: tags[key, default: 0] += text.bytes.count
            case (_, .isTruncated): isTruncated = text == "true"
            default: break
            }
        }
    }

    private static func document(users: Int) -> [UInt8] {
        var text = "<GetAccountAuthorizationDetailsResponse xmlns=\"https://iam.amazonaws.com/doc/2010-05-08/\">"
        text += "<GetAccountAuthorizationDetailsResult><IsTruncated>false</IsTruncated><UserDetailList>\n"
        for user in 0..<users {
            text += "<member><UserName>member\(user)</UserName><Arn>arn:aws:iam::111111111111:user/member\(user)</Arn><GroupList>\n"
            for group in 0..<10 { text += "  <member>Group\(group)</member>\n" }
            text += "</GroupList><Tags>\n"
            for tag in 0..<40 { text += "  <member><Key>key\(tag)</Key><Value>2026-11-23T02:00Z</Value></member>\n" }
            text += "</Tags></member>\n"
        }
        return Array((text + "</UserDetailList></GetAccountAuthorizationDetailsResult></GetAccountAuthorizationDetailsResponse>").utf8)
    }

    @Test func everyElementArrives() throws {
        let document = Self.document(users: 1000)
        #expect(document.count > 3_000_000)
        let reader = try XMLReader(Users())
        for start in stride(from: 0, to: document.count, by: 16_384) {
            try reader.feed(document[start..<min(start + 16_384, document.count)])
        }
        let users = try reader.finish()
        #expect(users.users == 1000)
        #expect(users.groups == 10_000)
        #expect(users.tags.count == 40)
        #expect(users.tags.values.allSatisfy { $0 == 17_000 })
        #expect(users.isTruncated == false)
        #expect(users.starts == 4 + 1000 * (1 + 2 + 1 + 10 + 1 + 40 * 3))
    }
}
