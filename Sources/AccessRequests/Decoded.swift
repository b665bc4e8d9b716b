package import AccessCore

/// What became of files that people wrote: a value, or all the mistakes that stand in its way.
package struct Decoded<Value: Sendable>: Sendable {
    /// Nil exactly if there is an error among the diagnostics. What is only half understood is never handed on (P6).
    package var value: Value?
    /// In the order of their places.
    package var diagnostics: [Diagnostic]

    init(_ value: Value?, diagnostics: [Diagnostic]) {
        let hasErrors = diagnostics.contains { $0.severity == .error }
        // No value without a word about why would be a mistake of ours that nobody could find; the safe side is no value.
        assert(value != nil || hasErrors, "a decoder gave neither a value nor an error")
        self.value = hasErrors ? nil : value
        self.diagnostics = diagnostics
    }
}
