import Testing

@testable import XML

@Suite struct XMLReaderTests {
    private static let sample = """
        <?xml version="1.0" encoding="UTF-8"?>
        <!-- a comment -->
        <answer xmlns="https://iam.amazonaws.com/doc/2010-05-08/" xmlns:x="urn:x">
          <x:User id="1">
            <UserName>名前 &amp; &#x3042;&lt;<![CDATA[<b>]]></UserName>
            <Other><member/></Other>
          </x:User>
        </answer>

        """
    private static let events = [
        "1<answer", "2<User", "3<UserName", "3>UserName=名前 & あ<<b>", "3<?", "4<member", "4>member", "3>?", "2>User", "1>answer",
    ]

    @Test func tellsElementsAndTheirText() throws {
        #expect(try Recorder.events(Self.sample) == Self.events)
    }

    @Test func piecesMayEndAnywhere() throws {
        let bytes = Array(Self.sample.utf8)
        for size in 1...bytes.count {
            #expect(try Recorder.events(bytes, by: size) == Self.events)
            #expect(try Recorder.events(bytes, by: size, gatheredBytes: 50) == Self.events)
        }
        for cut in 0...bytes.count {
            let reader = try XMLReader(Recorder())
            try reader.feed(bytes[..<cut])
            try reader.feed(bytes[cut...])
            #expect(try reader.finish().events == Self.events)
        }
    }

    @Test func bytesThatDoNotLieTogether() throws {
        let reader = try XMLReader(Recorder())
        try reader.feed(Self.sample.utf8.lazy.map { $0 })
        #expect(try reader.finish().events == Self.events)
    }

    @Test func theHandlerStopsTheReading() throws {
        let reader = try XMLReader(Recorder(refuses: "b"))
        let error = XMLFailure(kind: .unexpected("not this"), line: 3, column: 8)
        let document = Array("<answer>\n<User>a</User>\n<User>b</User><User>c</User></answer>".utf8)
        #expect(throws: error) {
            try reader.feed(document)
            try reader.finish()
        }
        #expect(reader.handler.events == ["1<answer", "2<User", "2>User=a", "2<User"])
        // And stays stopped.
        #expect(throws: error) { try reader.feed(document) }
        #expect(throws: error) { try reader.finish() }
    }

    @Test func thePathKnowsWhatIsAround() throws {
        struct Members: XMLHandler {
            enum Name: String {
                case groups = "GroupList"
                case users = "UserList"
                case member
            }
            var groups: [String] = []

            mutating func start(_ path: XMLPath<Name>) {}
            mutating func end(_ path: XMLPath<Name>, text: XMLText) {
                switch (path.name(above: 2), path.parent, path.name) {
                case (.users, .groups, .member): groups.append(text.string)
                default: #expect(path.name(above: 7) == nil)
                }
            }
        }
        let reader = try XMLReader(Members())
        try reader.feed("<UserList><member>x</member><GroupList><member>a</member><member>b</member></GroupList></UserList>".utf8)
        #expect(try reader.finish().groups == ["a", "b"])
    }

    @Test func textIsComparedWithoutAString() {
        #expect(XMLText(bytes: Array("true".utf8)) == "true")
        #expect(!(XMLText(bytes: Array("true ".utf8)) == "true"))
    }
}
