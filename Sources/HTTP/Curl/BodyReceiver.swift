/// Where a transfer's body goes as it arrives.
protocol BodyReceiver: AnyObject {
    /// The final response's head, before any of its body.
    func begin(_ head: ResponseHead) throws

    /// A part of the body; valid during the call only.
    func receive(_ bytes: UnsafeRawBufferPointer) throws -> Reception
}

enum Reception {
    case taken
    /// Nothing was taken: offer it again once the transfer is resumed.
    case later
}
