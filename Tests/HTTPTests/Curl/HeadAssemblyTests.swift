import Testing

@testable import HTTP

struct HeadAssemblyTests {
    private func feed(_ lines: [String], to assembly: inout HeadAssembly) -> [HeadAssembly.Event] {
        lines.map { line in Array(line.utf8).withUnsafeBytes { assembly.feed($0) } }
    }

    @Test func linesBecomeAHead() {
        var assembly = HeadAssembly()
        let events = feed(["HTTP/2 204 \r\n", "A:  1 \r\n", "B:\r\n", "c: x:y\n", "\tz\r\n", "no colon\r\n", "\r\n"], to: &assembly)
        #expect(events == [.more, .more, .more, .more, .more, .more, .complete])
        #expect(assembly.status == 204)
        #expect(assembly.httpVersion == "2")
        #expect(assembly.headers == Headers([("A", "1"), ("B", ""), ("c", "x:y z")]))
    }

    @Test func interimResponsesAndTrailersLeaveNothing() {
        var assembly = HeadAssembly()
        let events = feed(
            ["HTTP/1.1 103 Early\r\n", "A: 1\r\n", "\r\n", "HTTP/1.1 200\r\n", "B: 2\r\n", "\r\n", "C: 3\r\n"], to: &assembly)
        #expect(events == [.more, .more, .more, .more, .more, .complete, .more])
        #expect(assembly.headers == Headers([("B", "2")]))
    }

    @Test(arguments: ["HTTP/1.1\r\n", "HTTP/1.1 abc\r\n", "HTTP/1.1 99 x\r\n", "HTTP/1.1 1000 x\r\n", "A: 1\r\n", "\r\n", " x\r\n"])
    func whatIsNoHead(line: String) {
        var assembly = HeadAssembly()
        #expect(feed([line], to: &assembly) == [.malformed])
    }

    @Test func trailersAndInterimResponsesCountForTheLimit() {
        var assembly = HeadAssembly()
        let kilobyte = "A: " + String(repeating: "x", count: 1019) + "\r\n"
        let lines = ["HTTP/1.1 100\r\n"] + Array(repeating: kilobyte, count: 30) + ["\r\n", "HTTP/1.1 200\r\n", "\r\n"]
        #expect(!feed(lines, to: &assembly).contains(.tooLarge))
        #expect(feed(Array(repeating: kilobyte, count: 40), to: &assembly).last == .tooLarge)
    }
}
