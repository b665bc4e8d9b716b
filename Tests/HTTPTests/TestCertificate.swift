import TestSupport
import Testing

/// A certificate of the test's own making, which is its own authority, and its key: files that go with the value.
struct TestCertificate {
    private let directory = TemporaryDirectory()
    var path: String { directory("certificate") }
    var key: String { directory("key") }
    var missing: String { directory("nothing") }

    /// - Parameter names: as openssl-req(1) takes them for `subjectAltName`.
    init(names: String = "DNS:localhost,IP:127.0.0.1") async throws {
        let arguments = [
            "openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost",
            "-addext", "subjectAltName=" + names, "-keyout", key, "-out", path,
        ]
        let made = try await Shell.run(arguments)
        try #require(made.code == 0, "\(made.errors)")
    }
}
