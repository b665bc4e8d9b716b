import IAMDirectory
import Testing

@Suite struct TagRulesTests {
    @Test func problemsSayWhatIsWrong() {
        #expect(TagRules.problem(withKey: "") == "is empty")
        #expect(TagRules.problem(withKey: "a,b") == "has the character U+002C, which a tag can't hold")
        #expect(TagRules.problem(withKey: "Aws:x") == "begins with 'aws:', which is reserved")
        #expect(TagRules.problem(withKey: String(repeating: "é", count: 129)) == "is longer than 128 characters")
        #expect(TagRules.problem(withValue: String(repeating: "é", count: 257)) == "is longer than 256 characters")
        #expect(TagRules.problem(withValue: "😀") == "has the character U+1F600, which a tag can't hold")
    }

    @Test func whatIamTakesPasses() {
        for text in ["ProdMemberWorkGroup", "a b_c.d:e/f=g+h-i@j9", "グループ", "½ Ⅷ"] {
            #expect(TagRules.problem(withKey: text) == nil)
            #expect(TagRules.problem(withValue: text) == nil)
        }
        #expect(TagRules.problem(withValue: "") == nil)
    }
}
