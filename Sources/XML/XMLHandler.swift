/// Takes a document's events, in its order.
///
/// What it throws stops the reading; ``XMLFailure/Kind/unexpected(_:)`` is there for reasons of its own, and gets the
/// place added.
package protocol XMLHandler {
    /// The element names that mean something, as an enumeration; all others are nil.
    associatedtype Name: RawRepresentable where Name.RawValue == String

    /// An element begins: the path's last. Its attributes are passed over.
    mutating func start(_ path: XMLPath<Name>) throws(XMLFailure)

    /// The path's last element ends. `text` is all of its text if it has no elements inside, and otherwise what
    /// follows the last of them, which in data is nothing but white space.
    mutating func end(_ path: XMLPath<Name>, text: XMLText) throws(XMLFailure)
}
