/// How an entitlement is had in an emergency: by rules of its own, for a short time, and looked at afterwards.
package struct EmergencyRules: Hashable, Sendable {
    /// Never `automatic`.
    package var approval: ApprovalRules
    /// The longest window, instead of the usual one.
    package var duration: Duration
    /// How long after the window's start it must have been reviewed.
    package var review: Duration

    package init(approval: ApprovalRules, duration: Duration, review: Duration) {
        (self.approval, self.duration, self.review) = (approval, duration, review)
    }
}
