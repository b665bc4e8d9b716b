import Simulation

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

await CommandLineTool.run(Array(CommandLine.arguments.dropFirst()))
