import Testing

@testable import HTTP

struct AdmissionTests {
    private func origin(_ host: String) -> Target.Origin { Target.Origin(scheme: "http", host: host, port: "80") }

    @Test func originsTakeTurns() {
        var admission = Admission<String>(total: 3, perOrigin: 2)
        for index in 1...4 { admission.enqueue("a\(index)", for: origin("a")) }
        admission.enqueue("b1", for: origin("b"))
        #expect([admission.next(), admission.next(), admission.next(), admission.next()] == ["a1", "b1", "a2", nil])
        admission.finished(origin("b"))
        #expect(admission.next() == nil, "a has its two")
        admission.finished(origin("a"))
        #expect(admission.next() == "a3")
        #expect(admission.activeCount == 2)
    }

    @Test func whoWithdrawsDoesNotComeUp() {
        var admission = Admission<Int>(total: 100, perOrigin: 100)
        for ticket in 0..<10 { admission.enqueue(ticket, for: origin(ticket < 5 ? "a" : "b")) }
        #expect(admission.withdraw { $0 % 2 == 0 || $0 < 5 }.sorted() == [0, 1, 2, 3, 4, 6, 8])
        #expect([admission.next(), admission.next(), admission.next(), admission.next()] == [5, 7, 9, nil])
        #expect(admission.activeCount == 3)
    }

    @Test func aLongQueueKeepsItsOrder() {
        var admission = Admission<Int>(total: 1, perOrigin: 1)
        for ticket in 0..<1000 { admission.enqueue(ticket, for: origin("a")) }
        for ticket in 0..<1000 {
            #expect(admission.next() == ticket)
            admission.finished(origin("a"))
        }
        #expect(admission.next() == nil)
        #expect(admission.activeCount == 0)
    }
}
