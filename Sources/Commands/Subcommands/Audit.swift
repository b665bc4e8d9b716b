import ArgumentParser

struct Audit: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "audit",
        abstract: "Make the ledger, prove it, ask it, hand it over.",
        subcommands: [AuditInitCommand.self, AuditVerify.self, AuditShow.self, AuditEvidence.self, AuditCheckpoint.self, AuditRebuild.self]
    )
}
