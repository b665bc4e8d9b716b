import Foundation

/// Lets a started program die, stop or fail at the Nth of its calls that change something (`Preload/faults.c`).
///
/// Not strace's injection, which counts the calls of each thread by themselves, by name, and is refused in many
/// containers; `FaultLibraryTests` compares the two.
package enum FaultLibrary {
    private static let built = Task<TemporaryDirectory, any Error> {
        let folder = TemporaryDirectory()
        guard let source = Bundle.module.path(forResource: "faults", ofType: "c", inDirectory: "Preload") else {
            throw ServerFailure(what: "Preload/faults.c is missing from the test bundle", log: "")
        }
        // Every Swift toolchain has clang beside it.
        var log = ""
        for compiler in ["clang", "cc", "gcc"] {
            let made = try await Shell.run([compiler, "-shared", "-fPIC", "-O1", "-o", folder("faults.so"), source, "-ldl"])
            if made.code == 0 { return folder }
            log += made.errors
        }
        throw ServerFailure(what: "no C compiler built faults.c", log: log)
    }

    /// Whether programs here can be given a library before the C library.
    package static var isUsable: Bool {
        #if canImport(Glibc)
            true
        #else
            false
        #endif
    }

    package enum Kind: Sendable, Hashable, CustomStringConvertible {
        case kill
        /// Stops before the call; once it goes on, all its clocks are ahead by so much.
        case stop(clocksAhead: Duration)
        /// The calls fail with this `errno`: so many in a row, or all from there on if nil. Over the network it is a reset.
        case failure(Int32, calls: Int? = 1)

        package var description: String {
            switch self {
            case .kill: "killed"
            case .stop: "stopped"
            case .failure(let reason, let calls): String(cString: strerror(reason)) + (calls == nil ? " from there on" : "")
            }
        }
    }

    /// Which calls count, by a part of their paths (`socket` on the network).
    package enum Scope: Sendable, Hashable, CustomStringConvertible {
        case all
        case only(String)
        case except(String)

        package var description: String {
            switch self {
            case .all: "anywhere"
            case .only(let part): "on \(part)"
            case .except(let part): "anywhere but on \(part)"
            }
        }

        fileprivate var variables: [String: String] {
            switch self {
            case .all: [:]
            case .only(let part): ["DAYPASS_FAULT_ONLY": part]
            case .except(let part): ["DAYPASS_FAULT_EXCEPT": part]
            }
        }
    }

    /// What has to be in a program's environment for the fault.
    package static func environment(_ kind: Kind, at number: Int, _ scope: Scope = .all) async throws -> [String: String] {
        var variables = scope.variables
        variables["LD_PRELOAD"] = try await built.value("faults.so")
        variables["DAYPASS_FAULT_AT"] = "\(number)"
        switch kind {
        case .kill: variables["DAYPASS_FAULT_KIND"] = "kill"
        case .stop(let ahead):
            variables["DAYPASS_FAULT_KIND"] = "stop"
            variables["DAYPASS_FAULT_SKEW"] = "\(ahead.components.seconds)"
        case .failure(let reason, let calls):
            variables["DAYPASS_FAULT_KIND"] = "\(reason)"
            variables["DAYPASS_FAULT_TIMES"] = "\(calls ?? 0)"
        }
        return variables
    }

    /// What has to be in a program's environment for a list of its calls.
    package static func environment(log: String, _ scope: Scope = .all) async throws -> [String: String] {
        ["LD_PRELOAD": try await built.value("faults.so"), "DAYPASS_FAULT_LOG": log].merging(scope.variables) { $1 }
    }

    /// One counted call.
    package struct Call: Sendable, CustomStringConvertible {
        package let number: Int
        /// The C function.
        package let name: String
        /// Its path, or `socket`.
        package let target: String

        package var description: String { "call \(number), \(name) \(target)" }

        /// What it has in common with its like: its path below a folder, without what is chance in it.
        package func kind(below folder: String) -> String {
            let path = target.replacing(folder, with: "").replacing(/[0-9a-f]{6,}|[0-9]+$/, with: "*")
            return "\(name) \(path.replacing(/daypass-[^\/]+/, with: "").replacing(/objects\/[0-9a-f]{2}\b/, with: "objects/*"))"
        }
    }

    package static func calls(in log: String) throws -> [Call] {
        try String(contentsOfFile: log, encoding: .utf8).split(separator: "\n").compactMap { line in
            let words = line.split(separator: " ", maxSplits: 2)
            guard words.count == 3, let number = Int(words[0]) else { return nil }
            return Call(number: number, name: String(words[1]), target: String(words[2]))
        }
    }
}
