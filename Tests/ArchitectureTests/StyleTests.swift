import Testing

/// Rules of the code that a machine can check.
@Suite struct StyleTests {
    private func expectNone(of words: [String], in files: [SourceTree.File], except: (SourceTree.File) -> Bool = { _ in false }) {
        #expect(!files.isEmpty)
        for file in files where !except(file) {
            for (number, line) in file.code {
                for word in words where Self.contains(line, word) { Issue.record("\(file):\(number) has \(word)") }
            }
        }
    }

    /// Whether a word stands there by itself, not as the end of a longer name.
    private static func contains(_ line: Substring, _ word: String) -> Bool {
        var rest = line
        while let range = rest.firstRange(of: word) {
            let before = rest[..<range.lowerBound].last
            if before.map({ !$0.isLetter && !$0.isNumber && $0 != "_" }) ?? true { return true }
            rest = rest[range.upperBound...]
        }
        return false
    }

    @Test func aCheckOfWordsFindsThem() {
        #expect(Self.contains("let now = Date()", "Date()"))
        #expect(!Self.contains("let now = CivilDate()", "Date()"))
        #expect(Self.contains("x = CivilDate() + Date()", "Date()"))
    }

    /// P12: the wall clock is read in one place. HTTP measures its time-outs by libcurl's own monotonic clock.
    @Test func theWallClockIsReadNowhereButInCommands() {
        expectNone(
            of: [
                "Date()", "Date.now", "Date(timeIntervalSinceNow", "clock_gettime(CLOCK_REALTIME", "time(nil)", "time(NULL)",
                "gettimeofday", "CFAbsoluteTimeGetCurrent",
            ],
            in: SourceTree.files, except: { $0.module == "Commands" }
        )
        expectNone(
            of: ["ContinuousClock", "SuspendingClock", "Task.sleep", "clock_gettime", "random(in: 0..<1"],
            in: SourceTree.files.filter { $0.module == "AccessCore" }
        )
    }

    @Test func nothingStopsTheProcess() {
        expectNone(
            of: ["try!", "fatalError(", "as!", "unsafeBitCast("], in: SourceTree.files,
            except: { $0.module == "Commands" })
        expectNone(of: ["try!", "fatalError(", "as!", "unsafeBitCast("], in: SourceTree.files.filter { $0.module == "Commands" })
    }

    /// Swift 6.3's runtime copies memory onto itself where a key path goes through an optional (`memcpy` of ranges that overlap,
    /// found by the address sanitizer in `KeyPath._projectReadOnly`): a closure says the same.
    @Test func noKeyPathGoesThroughAnOptional() {
        for file in SourceTree.files + SourceTree.tests {
            for (number, line) in file.code {
                let isOne = line.contains(/[(:= ]\\[A-Z]?[A-Za-z]*(\.[A-Za-z_]+)+[?!]/)
                #expect(!isOne, "\(file):\(number) \(line)")
            }
        }
    }

    /// C handles stay in their wrapper. HTTP lends the address of a body's bytes for the time of a call, and says so.
    @Test func noPointerInASignatureThatOthersSee() {
        for file in SourceTree.files {
            for (number, line) in file.code {
                let isSeen = ["package ", "public ", "open "].contains { line.drop { $0 == " " }.hasPrefix($0) }
                guard isSeen, line.contains("OpaquePointer") || (line.contains("Unsafe") && line.contains("Pointer")) else { continue }
                let isExplained = file.module == "HTTP" && line.contains("UnsafeMutableRawBufferPointer")
                #expect(isExplained, "\(file):\(number) \(line)")
            }
        }
    }

    /// A proof stands beside each promise that the compiler can't check.
    @Test func uncheckedPromisesAreProven() {
        for file in SourceTree.files {
            let lines = file.lines
            for (number, line) in file.code where line.contains("nonisolated(unsafe)") || line.contains("@unchecked Sendable") {
                let above = lines[max(0, number - 6)..<(number - 1)]
                #expect(above.contains { $0.drop { $0 == " " }.hasPrefix("//") }, "\(file):\(number) without a comment")
            }
        }
    }

    @Test func filesAreSmallRooms() {
        for file in SourceTree.files + SourceTree.tests { #expect(file.lines.count <= 300, "\(file) has \(file.lines.count) lines") }
    }

    @Test func nothingIsPublic() {
        for file in SourceTree.files {
            for (number, line) in file.code {
                let code = line.drop { $0 == " " }
                let isOpen = code.prefixMatch(of: /open (class|func|var|subscript|override)\b/) != nil
                #expect(!code.hasPrefix("public ") && !isOpen, "\(file):\(number)")
            }
        }
    }

    @Test func everyTypeThatOthersSeeIsExplained() {
        let kinds = ["struct", "final class", "class", "enum", "protocol", "actor", "typealias", "indirect enum"]
        for file in SourceTree.files {
            let lines = file.lines
            for (number, line) in file.code {
                guard kinds.contains(where: { line.hasPrefix("package \($0) ") }) else { continue }
                var above = number - 2
                while above >= 0, lines[above].hasPrefix("@") { above -= 1 }
                let isExplained = above >= 0 && lines[above].hasPrefix("///")
                // Lists of names explain themselves together.
                let isList = line.hasPrefix("package typealias") && above >= 0 && lines[above].hasPrefix("package typealias")
                #expect(isExplained || isList, "\(file):\(number) \(line)")
            }
        }
    }

    @Test func nothingIsLeftForLater() {
        for file in SourceTree.files + SourceTree.tests where !file.path.hasSuffix("ArchitectureTests/StyleTests.swift") {
            for word in ["TODO", "FIXME", "MARK: -"] { #expect(!file.text.contains(word), "\(file) has \(word)") }
        }
        for file in SourceTree.files {
            let name = file.path.split(separator: "/").last ?? ""
            for word in ["Manager", "Helper", "Util"] { #expect(!name.contains(word), "\(file)") }
        }
    }
}
