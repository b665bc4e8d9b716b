import Testing

@testable import XML

@Suite struct NameTableTests {
    private func number(_ name: String, _ table: inout NameTable) -> UInt16? {
        Array(name.utf8).withUnsafeBufferPointer { table.number(of: $0) }
    }

    @Test func namesAreNumberedAsTheyCome() {
        var table = NameTable()
        #expect(["member", "Key", "member", "", "Key", ""].map { number($0, &table) } == [0, 1, 0, 2, 1, 2])
        #expect(table.count == 3)
    }

    @Test func namesOfTheSameHashAreToldApart() {
        // Known collisions of FNV-1a with 64 bits; whoever sends the document can make more.
        var table = NameTable()
        let names = ["8yn0iYCKYHlIj4-BwPqk", "GReLUrM4wMqfg9yzV3KQ", "gMPflVXtwGDXbIhP73TX", "LtHf1prlU1bCeYZEdqWf"]
        for _ in 0..<2 { #expect(names.map { number($0, &table) } == [0, 1, 2, 3]) }
    }

    @Test func beyondTheLimitOnlyKnownNamesAreFound() {
        var table = NameTable()
        for index in 0..<NameTable.most { #expect(number("n\(index)", &table) == UInt16(index)) }
        #expect(number("another", &table) == nil)
        #expect(number("n7", &table) == 7)
    }
}
