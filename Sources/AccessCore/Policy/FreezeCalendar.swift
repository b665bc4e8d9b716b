/// `policies/calendar.yaml` and `policies/*.ics`: when nothing starts.
package struct FreezeCalendar: Hashable, Sendable {
    package var windows: [FreezeWindow]

    package init(windows: [FreezeWindow] = []) { self.windows = windows }

    /// The freeze window that holds an entitlement in an account at an instant, the one that is open longest if there are
    /// several; nil if none is open.
    package func freeze(of entitlement: EntitlementName, in account: AccountName, at now: Timestamp) -> OpenFreeze? {
        open(at: now).freeze(of: entitlement, in: account)
    }

    /// Those that are open at an instant, looked up once for all that they may hold.
    package func open(at now: Timestamp) -> OpenFreezes {
        OpenFreezes(open: windows.compactMap { window in window.hours.opening(at: now).map { (window, $0.end) } })
    }
}

/// The freeze windows that are open at an instant.
package struct OpenFreezes: Sendable {
    fileprivate let open: [(window: FreezeWindow, until: Timestamp)]

    /// As ``FreezeCalendar/freeze(of:in:at:)``.
    package func freeze(of entitlement: EntitlementName, in account: AccountName) -> OpenFreeze? {
        open.lazy.filter { $0.window.holds(entitlement, in: account) }
            .map { OpenFreeze(name: $0.window.name, reason: $0.window.reason, until: $0.until) }
            .max { ($0.until, $1.name) < ($1.until, $0.name) }
    }
}

/// A freeze window that is open.
package struct OpenFreeze: Hashable, Sendable {
    package var name: String
    package var reason: String?
    package var until: Timestamp

    package init(name: String, reason: String?, until: Timestamp) { (self.name, self.reason, self.until) = (name, reason, until) }
}

/// When nothing of its scope starts.
package struct FreezeWindow: Hashable, Sendable {
    package var name: String
    package var reason: String?
    /// Empty for all.
    package var entitlements: Set<EntitlementName>
    /// Empty for all.
    package var accounts: Set<AccountName>
    package var hours: FreezeHours

    package init(
        name: String, reason: String? = nil, entitlements: Set<EntitlementName> = [], accounts: Set<AccountName> = [], hours: FreezeHours
    ) {
        (self.name, self.reason, self.entitlements, self.accounts, self.hours) = (name, reason, entitlements, accounts, hours)
    }

    func holds(_ entitlement: EntitlementName, in account: AccountName) -> Bool {
        (entitlements.isEmpty || entitlements.contains(entitlement)) && (accounts.isEmpty || accounts.contains(account))
    }
}
