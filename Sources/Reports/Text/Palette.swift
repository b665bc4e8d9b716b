/// Colours, or none. They only support what signs and words say already.
package struct Palette: Hashable, Sendable {
    package let isColoured: Bool

    /// - Parameter isColoured: whether the output is a terminal that wants colours (`NO_COLOR` unset, no-color.org).
    package init(isColoured: Bool) { self.isColoured = isColoured }

    package static let plain = Palette(isColoured: false)

    /// Parameters of SGR (ECMA-48, 8.3.117).
    enum Colour: String {
        case red = "31"
        case green = "32"
        case yellow = "33"
        case cyan = "36"
        case faint = "2"
        case strongRed = "1;31"
        case strongYellow = "1;33"
    }

    func paint(_ text: String, _ colour: Colour) -> String {
        isColoured ? "\u{1B}[\(colour.rawValue)m\(text)\u{1B}[0m" : text
    }

    func paint(_ sign: Sign) -> String { paint(sign.rawValue, sign.colour) }
}

/// What a line is about, at a glance.
enum Sign: String {
    case grant = "+"
    case change = "~"
    case removal = "-"
    case drift = "!"
    case waits = "·"
    case held = "✗"

    var colour: Palette.Colour {
        switch self {
        case .grant: .green
        case .change: .cyan
        case .removal: .red
        case .drift: .strongYellow
        case .waits: .faint
        case .held: .strongRed
        }
    }
}
