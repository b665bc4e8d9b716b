package import AccessCore

/// Hears what a run does, as it does it.
package protocol RunListener: Sendable {
    func hear(_ event: RunEvent)
}
