import Foundation
import Testing

/// Arrows point inward: what each module may import, as docs/architecture.md has it.
@Suite struct ModuleTests {
    static let allowed: [String: Set<String>] = [
        "AccessCore": [],
        "Reconciliation": ["AccessCore"],
        "AccessRequests": ["AccessCore", "YAML", "TimeZones", "SSHSignatures"],
        "Approvals": ["AccessCore", "SSHSignatures", "Git", "HTTP", "Cryptography"],
        "Proving": ["AccessCore", "Reconciliation", "Approvals", "Cryptography"],
        "IAMDirectory": ["AccessCore", "Reconciliation", "HTTP", "XML", "Cryptography"],
        "Ledger": ["AccessCore", "Reconciliation", "Git", "SSHSignatures", "Cryptography"],
        "Notifications": ["AccessCore", "HTTP"],
        "Reports": ["AccessCore"],
        "TimeZones": [],
        "YAML": ["CLibYAML"],
        "XML": ["CLibExpat"],
        "HTTP": ["CLibCurl"],
        "Cryptography": ["CLibCrypto"],
        "SSHSignatures": ["Cryptography"],
        "Git": ["CLibGit2", "HTTP"],
        "Commands": [
            "AccessCore", "Reconciliation", "AccessRequests", "Approvals", "Proving", "IAMDirectory", "Ledger", "Notifications",
            "Reports", "TimeZones",
            "YAML", "HTTP", "XML", "Cryptography", "SSHSignatures", "Git", "ArgumentParser",
        ],
        "daypass": ["Commands"],
        "Simulation": ["AccessCore", "Reconciliation", "Approvals", "Proving", "Ledger", "Git", "SSHSignatures", "Cryptography"],
        "simulate": ["Simulation"],
    ]

    /// The system's own, which no module has to declare.
    static let system: Set<String> = [
        "Swift", "Synchronization", "Dispatch", "Glibc", "Darwin", "Musl", "FoundationEssentials", "Foundation",
    ]

    @Test func everyModuleImportsOnlyWhatTheTableAllows() {
        #expect(!SourceTree.files.isEmpty)
        for file in SourceTree.files {
            guard let allowed = Self.allowed[file.module] else {
                Issue.record("\(file): the table doesn't know the module \(file.module)")
                continue
            }
            for (module, line) in SourceTree.imports(of: file) where !Self.system.contains(module) {
                let isLogging = module == "Logging" && file.module != "AccessCore"
                #expect(allowed.contains(module) || isLogging, "\(file):\(line) imports \(module)")
            }
        }
    }

    /// What the manifest lets a module depend on is no more than the table.
    @Test func theManifestDeclaresNoMoreThanTheTable() throws {
        let text = SourceTree.manifest.filter { !$0.isWhitespace }
        for (module, allowed) in Self.allowed where module != "daypass" {
            guard let start = text.firstRange(of: "module(\"\(module)\"") else { continue }
            let rest = text[start.upperBound...]
            guard rest.hasPrefix(",[") else {
                #expect(rest.hasPrefix(")"), "\(module)")
                continue
            }
            let list = rest.dropFirst(2).prefix { $0 != "]" }
            let names = list.split(separator: "\"", omittingEmptySubsequences: false).enumerated().filter { !$0.offset.isMultiple(of: 2) }
                .map { String($0.element) }
            for name in names where name != "swift-argument-parser" {
                #expect(allowed.contains(name) || name == "Logging", "\(module) depends on \(name)")
            }
        }
        for module in Set(SourceTree.files.map(\.module)) { #expect(text.contains("\"\(module)\""), "\(module) is no target") }
    }

    /// The core decides and nothing else: not even Foundation.
    @Test func theCoreImportsNothingOfTheSystem() {
        for file in SourceTree.files where ["AccessCore", "Reconciliation"].contains(file.module) {
            for (module, line) in SourceTree.imports(of: file) {
                let isAllowed = module == "AccessCore" || (module == "Synchronization" && file.module == "Reconciliation")
                #expect(isAllowed, "\(file):\(line) imports \(module)")
            }
        }
    }

    /// Plain Foundation drags ICU along: 70 MB of binary. Only as what Darwin has instead of FoundationEssentials.
    @Test func nobodyImportsAllOfFoundation() {
        for file in SourceTree.files {
            let imports = SourceTree.imports(of: file)
            for (module, line) in imports where module == "Foundation" {
                #expect(imports.contains { $0.module == "FoundationEssentials" && $0.line < line }, "\(file):\(line)")
                #expect(file.text.contains("#if canImport(FoundationEssentials)"), "\(file):\(line)")
            }
            for (module, line) in imports { #expect(!["FoundationNetworking", "FoundationXML"].contains(module), "\(file):\(line)") }
        }
    }

    @Test func nothingButTheCommandImportsCommands() {
        for file in SourceTree.files where file.module != "daypass" {
            #expect(!SourceTree.imports(of: file).contains { $0.module == "Commands" }, "\(file)")
        }
    }

    /// What the wrappers are for: the C libraries are named nowhere else.
    @Test func eachCLibraryHasOneWrapper() {
        for file in SourceTree.files {
            for (module, line) in SourceTree.imports(of: file) where module.hasPrefix("CLib") {
                #expect(Self.allowed[file.module]?.contains(module) == true, "\(file):\(line)")
            }
        }
    }
}
