import CLibCurl

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Where libcurl was built to look for the system's certificate authorities.
enum SystemAuthorities {
    /// Whether there is a bundle, a file with all of them, and it can be read; then the directory is left out.
    ///
    /// Debian's libcurl also knows a directory of the same certificates, and with a directory set libcurl (since 7.87) does not
    /// keep the parsed bundle from one connection to the next: 20 ms of CPU for each instead of 1 (CURLOPT_CA_CACHE_TIMEOUT).
    static let hasBundle: Bool = {
        guard let path = shim_certificate_bundle() else { return false }
        return access(path, R_OK) == 0
    }()
}
