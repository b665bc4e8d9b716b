/// A part of a YAML document with its place. Nothing is resolved: what a scalar means is for the reader to say.
package struct Node: Hashable, Sendable {
    package var content: Content
    /// Exactly the source of the node: a scalar with its quotes, a flow collection with its brackets, a block
    /// collection from its first key or dash to the end of its last value.
    package var range: SourceRange

    package init(content: Content, range: SourceRange) {
        self.content = content
        self.range = range
    }

    package enum Content: Hashable, Sendable {
        case scalar(Scalar)
        case sequence([Node])
        case mapping([Entry])
    }
}

/// A text and how it was written: `yes` is a text like any other, and `"8"` can be told from `8`.
package struct Scalar: Hashable, Sendable {
    package var text: String
    package var style: Style

    package init(text: String, style: Style) {
        self.text = text
        self.style = style
    }

    package enum Style: Hashable, Sendable {
        case plain, singleQuoted, doubleQuoted
        /// `|`
        case literal
        /// `>`
        case folded
    }

    package var isPlain: Bool { style == .plain }

    /// Whether it is written as no value: not at all, or as YAML's core schema writes null (YAML 1.2.2, section 10.3.2).
    package var isNothing: Bool { isPlain && ["", "~", "null", "Null", "NULL"].contains(text) }
}

/// A key and its value. Keys are always scalars, and no two of a mapping have the same text.
package struct Entry: Hashable, Sendable {
    package var key: Node
    package var value: Node

    package init(key: Node, value: Node) {
        self.key = key
        self.value = value
    }

    /// The key's text.
    package var name: String {
        guard case .scalar(let scalar) = key.content else { return "" }
        return scalar.text
    }
}
