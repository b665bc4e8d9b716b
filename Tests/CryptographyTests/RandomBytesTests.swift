import Cryptography
import Testing

@Suite struct RandomBytesTests {
    @Test func asManyAsAskedAndNeverTheSame() throws {
        #expect(try randomBytes(0) == [])
        #expect(try Set((0..<100).map { _ in try randomBytes(32) }).count == 100)
        #expect(try randomBytes(1000).count == 1000)
    }

    @Test(arguments: [-1, Int(Int32.max) + 1]) func impossibleCountsAreErrors(_ count: Int) {
        #expect(throws: CryptographyError.self) { _ = try randomBytes(count) }
    }
}
