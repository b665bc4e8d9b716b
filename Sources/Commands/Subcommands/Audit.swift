import ArgumentParser

struct Audit: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "audit",
        abstract: "Make the ledger, prove it, ask it.",
        subcommands: [AuditInitCommand.self, AuditVerify.self, AuditShow.self, AuditCheckpoint.self, AuditRebuild.self]
    )
}
