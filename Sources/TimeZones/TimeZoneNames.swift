/// Names of time zones, for telling which one somebody meant.
package enum TimeZoneNames {
    /// UTC, and the zones that the database's table `zone.tab` lists: one or more a country (the table's own head says
    /// how it is built). Only UTC where there is no such table.
    package static func listed(in directory: String = "/usr/share/zoneinfo") -> [String] {
        guard let table = try? ZoneFile.contents(of: "zone.tab", in: directory) else { return ["UTC"] }
        let rows = String(decoding: table, as: UTF8.self).split(separator: "\n").filter { !$0.hasPrefix("#") }
        return ["UTC"] + rows.compactMap { $0.split(separator: "\t").dropFirst(2).first.map(String.init) }
    }

    /// The zones by the last part of their names, in small letters: `tokyo` for `Asia/Tokyo`.
    package static func byCity(_ names: [String]) -> [String: String] {
        Dictionary(names.map { (city(of: $0), $0) }) { first, _ in first }
    }

    /// The last part of what somebody wrote, as cities are written in names.
    package static func city(of text: String) -> String {
        String((text.split(separator: "/").last ?? "").map { $0 == " " ? "_" : $0 }).lowercased()
    }
}
