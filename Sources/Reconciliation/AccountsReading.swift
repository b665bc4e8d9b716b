import AccessCore

/// The accounts of a run, read side by side.
struct AccountsReading: Sendable {
    var readings: [AccountName: Reading] = [:]
    var directories: [AccountName: any Directory] = [:]
    /// How far the clouds' clocks are ahead of ours.
    var offsets: [AccountName: ClockOffset] = [:]

    /// When reading began.
    var begun: Timestamp

    /// More than this between our clock and the cloud's, and nothing is granted (P12).
    static let tolerance: Duration = .seconds(120)

    static func read(_ accounts: [Account], _ ports: Run.Ports) async -> AccountsReading {
        var all = AccountsReading(begun: ports.clock.now())
        await withTaskGroup(of: (AccountName, Reading, (any Directory)?, ClockOffset?).self) { group in
            for account in accounts {
                group.addTask {
                    do throws(DirectoryFailure) {
                        let directory = try ports.directory(account)
                        do throws(DirectoryFailure) {
                            let actual = try await directory.read()
                            let offset = ClockOffset(actual, heardAt: ports.clock.now())
                            ports.listener.hear(.accountRead(account.name, users: actual.users.count, calls: actual.calls))
                            return (account.name, .read(actual, lagging: directory.isEventuallyConsistent), directory, offset)
                        } catch {
                            // It can't be read, but what is due may still be written.
                            ports.listener.hear(.accountUnread(account.name, why: error.message))
                            return (account.name, .unread(why: error.message), directory, nil)
                        }
                    } catch {
                        ports.listener.hear(.accountUnread(account.name, why: error.message))
                        return (account.name, .unread(why: error.message), nil, nil)
                    }
                }
            }
            for await (name, reading, directory, offset) in group {
                all.readings[name] = reading
                all.directories[name] = directory
                all.offsets[name] = offset
            }
        }
        return all
    }

    /// The account whose clock differs most from ours, if it differs by more than is tolerated.
    var worstClock: (account: AccountName, offset: Duration)? {
        offsets.mapValues(\.worst).filter { abs($0.value.components.seconds) > Self.tolerance.components.seconds }
            .max { (abs($0.value.components.seconds), $1.key) < (abs($1.value.components.seconds), $0.key) }
            .map { ($0.key, $0.value) }
    }

    /// How far our clock is off, if the clouds agree about it: the least that all of them say. One cloud's clock among
    /// others that agree with ours decides nothing: a request ended by it would be ended for good.
    var agreedOffset: Duration {
        if let least = offsets.values.map(\.least).min(), least > Self.tolerance { return least }
        if let most = offsets.values.map(\.most).max(), most < .zero - Self.tolerance { return most }
        return .zero
    }

    var actual: [AccountName: ActualAccount] { readings.compactMapValues(\.account) }
}

extension Run {
    /// The accounts that a run has to look at: those within the fence, and those where something granted is left.
    func accounts(_ configured: some Collection<Account>, fence: [AcceptedPolicy.FencedGroup], _ recorded: RecordedState) -> [Account] {
        let configuredNames = Set(configured.map(\.name))
        let former = ((recorded.policy?.accounts ?? []) + recorded.formerAccounts).filter { !configuredNames.contains($0.name) }
        let needed = Set(fence.map(\.account)).union(recorded.grants.keys.map(\.account)).union(recorded.intents.map(\.account))
        return (Array(configured) + former)
            .filter { needed.contains($0.name) && (options.accounts.isEmpty || options.accounts.contains($0.name)) }
            .sorted { $0.name < $1.name }
    }
}
