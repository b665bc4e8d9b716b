package import AccessCore
import TimeZones
import YAML

/// Reads `requests/**/*.review.yaml`: what somebody who looked at an emergency says of it.
package struct ReviewDecoder: Sendable {
    private let limits = YAML.Limits(
        bytes: InputLimits.requestBytes, depth: InputLimits.depth, nodes: InputLimits.nodes, scalarBytes: InputLimits.requestBytes,
        problems: InputLimits.mistakes)

    package init() {}

    /// The comment has to be there, and is for people: it is not kept.
    package func decode(_ file: SourceFile) -> Decoded<ReviewVerdict> {
        let reader = FileReader(file, area: .requests, clock: LocalClock(.utc), limits: limits)
        let verdict = reader.document("review", ReviewForm.document).flatMap { Self.verdict($0, reader: reader) }
        return Decoded(reader.hasErrors ? nil : verdict, diagnostics: reader.diagnostics.sorted(by: Diagnostic.inOrder))
    }

    private static func verdict(_ document: Field, reader: FileReader) -> ReviewVerdict? {
        guard let fields = Fields(document, reader: reader) else { return nil }
        reader.checkVersion(fields)
        let verdict = fields.required("verdict").flatMap { reader.choice($0, ReviewVerdict.allCases) }
        let comment = fields.required("comment").flatMap { reader.text($0) }
        return comment == nil ? nil : verdict
    }
}
