/// The open elements, from the document's to the innermost. Prefixes of namespaces are left off.
package struct XMLPath<Name> {
    // Numbers of names, so that all but a look at a name is done without knowing the type of names.
    @usableFromInline let numbers: [UInt16]
    @usableFromInline let names: [Name?]

    init(numbers: [UInt16], names: [Name?]) {
        self.numbers = numbers
        self.names = names
    }

    /// How many elements are open; the document's own has depth 1.
    @inlinable package var depth: Int { numbers.count }

    /// The innermost element.
    @inlinable package var name: Name? { name(above: 0) }

    /// The element around it.
    @inlinable package var parent: Name? { name(above: 1) }

    /// The element so many levels further out; nil also where there is none.
    @inlinable package func name(above levels: Int) -> Name? {
        let index = numbers.count - 1 - levels
        return index >= 0 && levels >= 0 ? names[Int(numbers[index])] : nil
    }
}
