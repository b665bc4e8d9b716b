import AccessCore
import TestSupport
import Testing
import XML

@testable import IAMDirectory

@Suite struct AuthorizationDetailsTests {
    func read(_ text: String) throws -> AuthorizationDetails {
        let reader = try XMLReader(AuthorizationDetails())
        try reader.feed(Array(text.utf8))
        let page = try reader.finish()
        if page.headings.code == nil { try page.complete() }
        return page
    }

    /// After the IAM API reference's sample response: names stand in policies, roles and boundaries too.
    static let sample = """
        <GetAccountAuthorizationDetailsResponse xmlns="https://iam.amazonaws.com/doc/2010-05-08/">
          <GetAccountAuthorizationDetailsResult>
            <IsTruncated>true</IsTruncated>
            <Marker>EXAMPLEkakv9BCuUNFDtxWSyfzetYwEx2ADc8dnzfvERF5S6YMvXKx41t6gCl/eeaCX3Jo94/</Marker>
            <UserDetailList>
              <member>
                <GroupList><member>Admins</member><member>R&amp;D</member></GroupList>
                <AttachedManagedPolicies>
                  <member><PolicyName>P</PolicyName><PolicyArn>arn:aws:iam::999999999999:policy/P</PolicyArn></member>
                </AttachedManagedPolicies>
                <UserPolicyList>
                  <member><PolicyName>inline</PolicyName><PolicyDocument>%7B%22Version%22%3A%222012-10-17%22%7D</PolicyDocument></member>
                </UserPolicyList>
                <PermissionsBoundary><PermissionsBoundaryArn>arn:aws:iam::999999999999:policy/B</PermissionsBoundaryArn></PermissionsBoundary>
                <Tags>
                  <member><Key>ProdMemberWorkGroup</Key><Value>2026-11-22T17:00:00Z</Value></member>
                  <member><Key>empty</Key><Value/></member>
                </Tags>
                <UserId>AIDACKCEVSQ6C2EXAMPLE</UserId>
                <Path>/</Path>
                <UserName>Alice</UserName>
                <Arn>arn:aws:iam::123456789012:user/Alice</Arn>
                <CreateDate>2013-10-14T18:32:24Z</CreateDate>
              </member>
              <member>
                <GroupList/><Tags/><UserId>AIDACKCEVSQ6C3EXAMPLE</UserId><UserName>Bob</UserName>
                <Arn>arn:aws:iam::123456789012:user/a:b/Bob</Arn>
              </member>
            </UserDetailList>
            <GroupDetailList>
              <member>
                <GroupId>AIDACKCEVSQ6C7EXAMPLE</GroupId>
                <AttachedManagedPolicies><member><PolicyName>AdministratorAccess</PolicyName></member></AttachedManagedPolicies>
                <GroupName>Admins</GroupName><Path>/</Path><Arn>arn:aws:iam::123456789012:group/Admins</Arn><GroupPolicyList/>
              </member>
            </GroupDetailList>
            <RoleDetailList>
              <member>
                <RoleName>R</RoleName><Arn>arn:aws:iam::123456789012:role/R</Arn><Tags><member><Key>k</Key><Value>v</Value></member></Tags>
                <InstanceProfileList><member><Roles><member><Arn>arn:aws:iam::123456789012:role/R</Arn></member></Roles></member></InstanceProfileList>
              </member>
            </RoleDetailList>
            <Policies/>
          </GetAccountAuthorizationDetailsResult>
          <ResponseMetadata><RequestId>92e79ae7-7399-11e4-8c85-4b53eEXAMPLE</RequestId></ResponseMetadata>
        </GetAccountAuthorizationDetailsResponse>
        """

    @Test func theDocumentedSampleIsRead() throws {
        let page = try read(Self.sample)
        #expect(
            page.users == [
                ActualUser(
                    name: UserName("Alice"), id: UserID("AIDACKCEVSQ6C2EXAMPLE"), groups: [GroupName("Admins"), GroupName("R&D")],
                    tags: ["ProdMemberWorkGroup": "2026-11-22T17:00:00Z", "empty": ""]),
                ActualUser(name: UserName("Bob"), id: UserID("AIDACKCEVSQ6C3EXAMPLE")),
            ])
        #expect(page.groups == [GroupName("Admins")])
        #expect(page.account == "123456789012")
        #expect(page.next == "EXAMPLEkakv9BCuUNFDtxWSyfzetYwEx2ADc8dnzfvERF5S6YMvXKx41t6gCl/eeaCX3Jo94/")
        #expect(page.headings == AnswerHeadings(code: nil, message: nil, requestID: "92e79ae7-7399-11e4-8c85-4b53eEXAMPLE"))
    }

    @Test(arguments: [
        ("<IsTruncated>true</IsTruncated>", "", "IsTruncated is missing in it"),
        ("<IsTruncated>true</IsTruncated>", "<IsTruncated>yes</IsTruncated>", "IsTruncated is neither true nor false"),
        ("<UserName>Alice</UserName>", "", "a user has no UserName"),
        ("<UserName>Alice</UserName>", "<UserName/>", "a user has no UserName"),
        ("<UserId>AIDACKCEVSQ6C2EXAMPLE</UserId>", "", "the user Alice has no UserId"),
        ("<GroupName>Admins</GroupName>", "", "a group has no GroupName"),
        ("<Value/>", "", "the tag empty has no Value"),
        ("<Key>empty</Key>", "", "a tag has no Key"),
        ("123456789012:user/Alice", "999999999999:user/Alice", "it mixes two accounts"),
        ("arn:aws:iam::123456789012:user/Alice", "user/Alice", "an Arn is not one"),
        ("GetAccountAuthorizationDetailsResponse", "ListUsersResponse", "this is not the answer to what was asked"),
    ])
    func whatIsMissingOrWrongIsRefused(part: String, replacement: String, reason: String) {
        let failure = #expect(throws: XMLFailure.self) { try read(Self.sample.replacing(part, with: replacement)) }
        #expect(failure?.kind == .unexpected(reason))
    }

    @Test func aLastPageNeedsNoMarker() throws {
        let page = try read(Self.sample.replacing("<IsTruncated>true", with: "<IsTruncated>false"))
        // What isn't truncated has no next page, whatever else it says.
        #expect(page.next == nil)
        #expect(throws: XMLFailure.self) { try read(Self.sample.replacing(/<Marker>.*<\/Marker>/, with: "<Marker/>")) }
    }

    @Test func anErrorIsRead() throws {
        let page = try read(
            "<ErrorResponse><Error><Type>Sender</Type><Code>AccessDenied</Code><Message>No &lt;way&gt;</Message></Error><RequestId>r</RequestId></ErrorResponse>"
        )
        #expect(page.headings == AnswerHeadings(code: "AccessDenied", message: "No <way>", requestID: "r"))
    }

    /// However an answer is cut off, there is no page (P6).
    @Test func aPartIsNeverAPage() {
        let bytes = Array(Self.sample.utf8)
        for length in stride(from: 0, to: bytes.count, by: 7) {
            #expect(throws: XMLFailure.self, "\(length) bytes") { try read(String(decoding: bytes[..<length], as: UTF8.self)) }
        }
    }

    @Test func damagedAnswersNeverCrash() {
        var random = SplitMix64(seed: 11)
        let bytes = Array(Self.sample.utf8)
        for _ in 0..<3000 {
            var damaged = bytes
            for _ in 0..<Int.random(in: 1...5, using: &random) {
                let place = Int.random(in: 0..<damaged.count, using: &random)
                if Bool.random(using: &random) {
                    damaged[place] = UInt8.random(in: 0...255, using: &random)
                } else {
                    damaged.removeSubrange(place..<min(damaged.count, place + Int.random(in: 1...40, using: &random)))
                }
            }
            _ = try? read(String(decoding: damaged, as: UTF8.self))
        }
    }
}
