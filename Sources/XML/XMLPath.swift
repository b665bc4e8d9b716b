/// The open elements, from the document's to the innermost. Prefixes of namespaces are left off.
package struct XMLPath<Name> {
    private var names: [Name?] = []

    init() {}

    /// How many elements are open; the document's own has depth 1.
    package var depth: Int { names.count }

    /// The innermost element.
    package var name: Name? { name(above: 0) }

    /// The element around it.
    package var parent: Name? { name(above: 1) }

    /// The element so many levels further out; nil also where there is none.
    package func name(above levels: Int) -> Name? {
        let index = names.count - 1 - levels
        return names.indices.contains(index) ? names[index] : nil
    }

    mutating func push(_ name: Name?) { names.append(name) }

    mutating func pop() { _ = names.popLast() }
}
