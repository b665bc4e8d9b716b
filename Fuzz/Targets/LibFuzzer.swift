#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// The target that the variable `DAYPASS_FUZZ_TARGET` names: read once, since libFuzzer takes no arguments of ours.
private let chosen: FuzzTarget = {
    let name = getenv("DAYPASS_FUZZ_TARGET").map { String(cString: $0) } ?? ""
    guard let target = FuzzTarget(rawValue: name) else {
        stop("DAYPASS_FUZZ_TARGET is one of \(FuzzTarget.allCases.map(\.rawValue).joined(separator: ", ")), not '\(name)'")
    }
    return target
}()

/// What libFuzzer calls for each input (https://llvm.org/docs/LibFuzzer.html, "Fuzz Target"). Nothing else uses it.
@_cdecl("LLVMFuzzerTestOneInput")
func testOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    do { try chosen.run(Array(UnsafeBufferPointer(start: start, count: count))) } catch { stop("broken: \(error)") }
    return 0
}

/// Ends the process so that libFuzzer keeps the input.
private func stop(_ words: String) -> Never {
    let line = Array((words + "\n").utf8)
    _ = write(STDERR_FILENO, line, line.count)
    abort()
}
