import Cryptography
import Testing

@Suite struct HexTests {
    @Test func everyByteThereAndBack() {
        let all = Array(UInt8.min...UInt8.max)
        #expect(Hex.decode(Hex.encode(all)) == all)
        #expect(Hex.encode([0x00, 0x0F, 0xF0, 0xAB]) == "000ff0ab")
        #expect(Hex.decode("ABcd") == [0xAB, 0xCD])
        #expect(Hex.decode("") == [])
    }

    @Test(arguments: ["a", "abc", "0g", " 00", "0x00", "00\n", "é0", "００"]) func restIsNil(_ text: String) {
        #expect(Hex.decode(text) == nil)
    }
}
