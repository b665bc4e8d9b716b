import Testing

@testable import Approvals

@Suite struct CommitTrailersTests {
    @Test(arguments: [
        ("Ask", []),
        ("Ask\n\nCo-authored-by: A <a@example.com>", ["'a@example.com'"]),
        (
            "Ask\r\n\r\nCO-AUTHORED-BY : A B < b@example.com >\r\nCo-authored-by: <c@example.com> # x",
            ["'b@example.com'", "'c@example.com'"]
        ),
        ("Co-authored-by: in the middle <d@example.com>\n\nMore text", ["'d@example.com'"]),
        ("Co-authored-by: nobody", ["somebody whom the message names without a mail"]),
        ("Co-authored-by: A <>", ["somebody whom the message names without a mail"]),
        ("Co-authored-by A <a@example.com>\nX-Co-authored-by: B <b@example.com>", []),
        ("Co-authored-by: A <fake@example.com> <real@example.com>", ["'real@example.com'"]),
    ])
    func areReadWhereverTheyStand(_ message: String, _ names: [String]) {
        #expect(CommitTrailers.coAuthors(in: message).map(\.name) == names)
    }
}
