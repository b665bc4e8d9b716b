// swift-tools-version: 6.2
import PackageDescription

/// The same strictness everywhere: a warning is a mistake, an import says who may see it.
let strict: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .treatAllWarnings(as: .error),
]

/// A target of ours. What each may import is a table in docs/architecture.md that a test enforces.
func module(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
    .target(name: name, dependencies: dependencies, swiftSettings: strict)
}

/// The tests of a module stand in `Tests/<module>Tests` and mirror its files.
func tests(_ name: String, _ dependencies: [Target.Dependency] = [], resources: [Resource] = []) -> Target {
    .testTarget(
        name: "\(name)Tests",
        dependencies: [.target(name: name), "TestSupport"] + dependencies,
        resources: resources,
        swiftSettings: strict
    )
}

/// A C library of the system, found by pkg-config.
func library(_ name: String, pkgConfig: String, apt: String, brew: String) -> Target {
    .systemLibrary(name: name, pkgConfig: pkgConfig, providers: [.apt([apt]), .brew([brew])])
}

let package = Package(
    name: "daypass",
    platforms: [.macOS(.v15)],
    products: [
        .executable(name: "daypass", targets: ["daypass"])
    ],
    dependencies: [
        // Subcommands, options, their help and usage errors.
        .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2")
    ],
    targets: [
        // The pure core.
        module("AccessCore"),
        module("Reconciliation", ["AccessCore"]),

        // The edges.
        module("AccessRequests", ["AccessCore", "YAML", "TimeZones", "SSHSignatures"]),
        module("Approvals", ["AccessCore", "SSHSignatures", "HTTP", "Cryptography"]),
        module("Proving", ["AccessCore", "Reconciliation", "Approvals", "Cryptography"]),
        module("IAMDirectory", ["AccessCore", "Reconciliation", "HTTP", "XML", "Cryptography"]),
        module("Ledger", ["AccessCore", "Reconciliation", "Git", "SSHSignatures", "Cryptography"]),
        module("Reports", ["AccessCore"]),

        // C libraries as good Swift; they know nothing of access.
        module("TimeZones"),
        module("YAML", ["CLibYAML"]),
        module("XML", ["CLibExpat"]),
        module("HTTP", ["CLibCurl"]),
        module("Cryptography", ["CLibCrypto"]),
        module("SSHSignatures", ["Cryptography"]),
        module("Git", ["CLibGit2", "HTTP"]),
        library("CLibYAML", pkgConfig: "yaml-0.1", apt: "libyaml-dev", brew: "libyaml"),
        library("CLibExpat", pkgConfig: "expat", apt: "libexpat1-dev", brew: "expat"),
        library("CLibCurl", pkgConfig: "libcurl", apt: "libcurl4-openssl-dev", brew: "curl"),
        library("CLibCrypto", pkgConfig: "libcrypto", apt: "libssl-dev", brew: "openssl@3"),
        library("CLibGit2", pkgConfig: "libgit2", apt: "libgit2-dev", brew: "libgit2"),

        // The command.
        module(
            "Commands",
            [
                "AccessCore", "Reconciliation", "AccessRequests", "Approvals", "Proving", "IAMDirectory", "Ledger", "Reports",
                "TimeZones", "HTTP", "Git", "SSHSignatures", "Cryptography",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ]
        ),
        .executableTarget(name: "daypass", dependencies: ["Commands"], swiftSettings: strict),

        // What the benchmark measures `audit verify` with.
        .executableTarget(
            name: "LedgerYears", dependencies: ["AccessCore", "Reconciliation", "Ledger"], path: "Benchmarks/LedgerYears",
            swiftSettings: strict),
        // What it measures the verification of signatures with.
        .executableTarget(
            name: "SignatureRounds", dependencies: ["AccessCore", "Approvals", "Cryptography"], path: "Benchmarks/SignatureRounds",
            swiftSettings: strict),
        // The simulated world, and the program that runs it; neither is installed.
        module("Simulation", ["AccessCore", "Reconciliation", "Approvals", "Proving", "Ledger", "Git", "Cryptography", "SSHSignatures"]),
        .executableTarget(name: "simulate", dependencies: ["Simulation"], swiftSettings: strict),

        // Tests.
        .target(
            name: "TestSupport",
            path: "Tests/TestSupport",
            resources: [.copy("Servers"), .copy("Preload")],
            swiftSettings: strict
        ),
        // Readers of hostile bytes with what must hold of them: for libFuzzer (make fuzz), and replayed by a test.
        .target(
            name: "FuzzTargets",
            dependencies: [
                "AccessCore", "AccessRequests", "Approvals", "Cryptography", "Git", "HTTP", "Ledger", "SSHSignatures", "TimeZones", "XML",
                "YAML",
            ],
            path: "Fuzz/Targets",
            swiftSettings: strict
        ),
        tests("FuzzTargets", ["AccessCore"]),
        tests("AccessCore"),
        tests("Reconciliation", ["AccessCore"]),
        tests("AccessRequests", ["AccessCore", "YAML", "TimeZones", "SSHSignatures"]),
        tests("Approvals", ["AccessCore", "SSHSignatures", "HTTP", "Cryptography"], resources: [.copy("Recorded")]),
        tests("Proving", ["AccessCore", "Approvals", "Cryptography"]),
        tests("IAMDirectory", ["AccessCore", "Reconciliation", "HTTP", "XML", "Cryptography"]),
        tests("Ledger", ["AccessCore", "Reconciliation", "Git", "SSHSignatures", "Cryptography"]),
        tests("Reports", ["AccessCore"]),
        tests("Simulation", ["simulate"]),
        tests("TimeZones"),
        tests("YAML"),
        tests("XML"),
        tests("HTTP"),
        tests("Cryptography"),
        tests("SSHSignatures", ["Cryptography"]),
        tests("Git", ["HTTP"]),
        tests("Commands", ["AccessCore", "Reconciliation", "Ledger", "Git", "daypass"]),
        .testTarget(
            name: "DocumentationTests", dependencies: ["AccessRequests", "TestSupport", "daypass"], swiftSettings: strict),
        .testTarget(name: "ArchitectureTests", dependencies: ["TestSupport"], swiftSettings: strict),
    ],
    swiftLanguageModes: [.v6]
)
