import AccessCore

/// How much of everything is read. What goes beyond is a mistake with its place, never cut off (P10).
///
/// Each limit is far above what people need and far below what harms a run that reads ten thousand requests.
package enum InputLimits {
    /// Bytes of a request. Its longest texts fit three times.
    package static let requestBytes = 64 * 1024
    /// Bytes of an entitlement or of the settings, which are lists of names.
    package static let policyBytes = 256 * 1024
    /// Bytes of `people.yaml`: 5,000 people of 800 bytes each, their keys included. 5,000 is IAM's quota of users.
    package static let peopleBytes = 4 * 1024 * 1024
    /// Keys and values of a file of 256 KiB or less: a request has about 40, an entitlement of 5,000 users 5,050.
    package static let nodes = 20_000
    /// Keys and values of `people.yaml`: some 30 a person.
    package static let peopleNodes = 200_000
    /// Levels inside each other; the formats have at most 5.
    package static let depth = 16
    /// Bytes below `policies/` in all.
    package static let policiesBytes = 32 * 1024 * 1024
    /// Mistakes told of one file: enough to see what is wrong with it.
    package static let mistakes = 100
    /// Names of a file for which the one that was meant is searched, among up to 5,000.
    package static let suggestions = 20
    /// Characters of a line shown with a mistake, so that a line of 64 KiB doesn't fill a terminal.
    package static let excerpt = 240
    /// Characters of a text from a file inside a message.
    package static let quoted = 60

    /// Characters of a title, an entitlement's description or a name that is only shown: two lines of a terminal.
    package static let line = 200
    /// Characters of a reason: a page.
    package static let reason = 4000
    /// Characters of a plan and of a roll-back plan: four pages each.
    package static let plan = 16_000
    /// Characters of a ticket.
    package static let ticket = 100

    /// Entitlements in one request. Each is a group, and IAM allows a user 10 groups (quota "Groups per user") an account.
    package static let access = 20
    /// Addresses and channels told of a request or an entitlement.
    package static let notify = 20
    /// Entries of a list of IAM users or people: IAM's quota of users an account.
    package static let users = 5000
    /// Entries of a list of teams or groups: IAM's quota of groups an account.
    package static let groups = 500
    /// Accounts in settings: ten times what an organization has by default (AWS Organizations quotas).
    package static let accounts = 100
    /// Entitlements below `policies/access/`: every group of an account, twice.
    package static let entitlements = 1000
    /// Formats of older tags: one for each tool there may have been.
    package static let tagFormats = 10
    /// Freeze windows of `calendar.yaml`.
    package static let freezeWindows = 200
    /// Events of one `.ics` file: a year of days, twice.
    package static let events = 1000
    /// Rules of an approval.
    package static let rules = 20
    /// Keys of a person.
    package static let keys = 20
    /// Tags of a user or an account: IAM's quota "tags attached to a user".
    package static let tags = 50
    /// Characters of a request's id: its path must fit into a file name's 255 bytes with room for endings, four levels deep.
    package static let requestID = 512
    /// The longest window and the longest span anywhere, in seconds.
    package static let span = Window.longest.components.seconds
}
