package import AccessCore

/// Diagnostics that the texts of a plan and a run tell in words of their own.
extension Diagnostic {
    /// A mistake in a file.
    var isMistake: Bool { severity == .error && place != nil && !isDenial && !isRefusedPolicy }

    /// A request that was judged and isn't granted.
    var isDenial: Bool { severity == .error && code.hasPrefix("DP2") && !isRefusedPolicy }

    /// A change of policies that nobody who owns them approved, or of which that can't be told yet.
    var isRefusedPolicy: Bool { code == "DP2106" }

    /// An account that couldn't be read.
    var isUnread: Bool { code == "DP3001" }

    /// Whether the text of a plan shows it already: drift and held removals have lines there.
    package var isShownInPlan: Bool { code == "DP3002" || code == "DP3011" }

    /// Each once, by place.
    package static func sorted(_ diagnostics: [Diagnostic]) -> [Diagnostic] {
        var seen: Set<Diagnostic> = []
        return diagnostics.filter { seen.insert($0).inserted }.sorted(by: inOrder)
    }
}
