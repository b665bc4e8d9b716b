/// What `policies/` says, read whole from one tree without a mistake.
package struct PolicySet: Hashable, Sendable {
    /// The id of the tree it was read from.
    package var tree: TreeID
    package var settings: Settings
    package var people: People
    package var entitlements: [EntitlementName: Entitlement]
    package var calendar: FreezeCalendar

    package init(
        tree: TreeID, settings: Settings, people: People, entitlements: [EntitlementName: Entitlement],
        calendar: FreezeCalendar = FreezeCalendar()
    ) {
        (self.tree, self.settings, self.people, self.entitlements) = (tree, settings, people, entitlements)
        self.calendar = calendar
    }
}
