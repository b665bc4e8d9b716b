import AccessCore
import TimeZones

extension ZoneOffsets {
    /// What the core is told of a zone: its clocks' changes, for the years that it decides about.
    init(_ rules: TimeZoneRules) {
        let changes = rules.offsets(from: Self.first.seconds, through: Self.last.seconds - 1)
        self.init(changes.map { Change(from: Timestamp(seconds: $0.since), seconds: Int64($0.seconds)) })
    }
}
