import Foundation

/// JSON of what a test has at hand.
enum JSONText {
    static func of(_ value: [String: Any]) throws -> String {
        String(decoding: try JSONSerialization.data(withJSONObject: value), as: UTF8.self)
    }
}
