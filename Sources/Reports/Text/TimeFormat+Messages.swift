import AccessCore

extension TimeFormat {
    /// A message with its instants by the clocks of the zone, as everything beside it has them; messages are written where nobody
    /// knows a zone, and state UTC. What stands in quotes is somebody's own words.
    package func localized(_ message: String) -> String {
        message.replacing(/'?[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z'?/) { match in
            let text = String(match.output)
            guard !text.hasPrefix("'"), !text.hasSuffix("'"), let instant = Timestamp(text) else { return text }
            return full(instant)
        }
    }
}
