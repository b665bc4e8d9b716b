package import AccessCore
package import TimeZones
import YAML

/// Changes a request's end where it stands, so that comments and layout stay as somebody wrote them.
package struct RequestEdit {
    private let file: SourceFile
    private let entries: [Entry]
    private let clock: LocalClock
    private let decoder: RequestDecoder
    /// The request as it is.
    package let request: AccessRequest

    /// Why an end can't be moved.
    package enum Failure: Error, Hashable, Sendable {
        /// The file has mistakes of its own.
        case mistakes([Diagnostic])
        /// What would come out isn't the same request with another end: nothing is changed then.
        case unsure
    }

    /// - Parameter timezone: that of the settings.
    package init(_ file: SourceFile, timezone: TimeZoneRules) throws(Failure) {
        self.file = file
        decoder = RequestDecoder(timezone: timezone)
        clock = LocalClock(timezone)
        let decoded = decoder.decode(file)
        guard let request = decoded.value else { throw .mistakes(decoded.diagnostics) }
        guard case .mapping(let entries)? = parseYAML(file.bytes).root?.content else { throw .unsure }
        (self.request, self.entries) = (request, entries)
    }

    /// The file with another end, in the place of the end or the duration that stands there.
    package func ending(at instant: Timestamp) throws(Failure) -> [UInt8] {
        if let entry = entry("end") {
            let isLocal = if case .scalar(let scalar) = entry.value.content { Timestamp(scalar.text) == nil } else { false }
            return try replacing(entry.value.range, by: isLocal ? local(instant) : clock.text(instant), expecting: .at(instant))
        }
        guard let entry = entry("duration") else { throw .unsure }
        let range = SourceRange(start: entry.key.range.start, end: entry.value.range.end)
        return try replacing(range, by: "end: " + clock.text(instant), expecting: .at(instant))
    }

    /// The file with another duration, in the place of the one that stands there.
    package func lasting(_ span: Duration) throws(Failure) -> [UInt8] {
        guard let entry = entry("duration") else { throw .unsure }
        let seconds = span.components.seconds
        return try replacing(
            entry.value.range, by: seconds % 60 == 0 ? span.inWords : "PT\(seconds)S", expecting: .after(.seconds(seconds)))
    }

    private func entry(_ name: String) -> Entry? { entries.first { $0.name == name } }

    /// By the zone's clocks, as it stood there before, if they show this instant once and to the minute; else with its offset.
    private func local(_ instant: Timestamp) -> String {
        let text = String(clock.rules.local(at: instant.seconds).description.prefix(16))
        return clock.read(text) == .instant(instant) ? text : clock.text(instant)
    }

    private func replacing(_ range: SourceRange, by text: String, expecting end: RequestedEnd) throws(Failure) -> [UInt8] {
        guard let start = offset(of: range.start), let stop = offset(of: range.end), start < stop else { throw .unsure }
        let bytes = Array(file.bytes[..<start]) + Array(text.utf8) + Array(file.bytes[stop...])
        let decoded = decoder.decode(SourceFile(path: file.path, bytes: bytes))
        guard var changed = decoded.value else { throw .mistakes(decoded.diagnostics) }
        // Whatever the file looks like: nothing but its end may come out otherwise.
        guard changed.end == end else { throw .unsure }
        (changed.end, changed.places) = (request.end, request.places)
        changed.access = zip(changed.access, request.access).map {
            EntitlementReference(name: $0.name, account: $0.account, place: $1.place)
        }
        guard changed == request else { throw .unsure }
        return bytes
    }

    /// Where a mark lies in the bytes: lines end with LF, columns count characters, a byte order mark at the beginning isn't one.
    private func offset(of mark: Mark) -> Int? {
        let bytes = file.bytes
        var index = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        for _ in 1..<max(mark.line, 1) {
            guard let end = bytes[index...].firstIndex(of: UInt8(ascii: "\n")) else { return nil }
            index = end + 1
        }
        for _ in 1..<max(mark.column, 1) {
            guard index < bytes.count else { return nil }
            index += 1
            while index < bytes.count, bytes[index] & 0xC0 == 0x80 { index += 1 }
        }
        return index
    }
}
