import HTTP
import Testing

struct RedactedURLTests {
    @Test(arguments: [
        ("https://example.com/a/b", "https://example.com/a/b"),
        ("https://user:secret@example.com:8443/a", "https://example.com:8443/a"),
        ("https://example.com/a?token=secret", "https://example.com/a?…"),
        ("https://example.com?secret", "https://example.com?…"),
        ("https://example.com/a#secret", "https://example.com/a?…"),
        ("https://user:sec/ret@example.com/a", "https://user:sec/…"),
        ("user:secret@example.com/a", "example.com/a"),
        ("https://a@b:secret@example.com/", "https://example.com/"),
        ("https://example.com/\u{1b}[31m", ""),
        ("", ""),
    ])
    func prints(url: String, printed: String) {
        #expect(RedactedURL(url).description == printed)
    }

    @Test func aSecretPathIsHidden() {
        #expect(RedactedURL("https://hooks.example.com/T0/B0/secret?x", hidesPath: true).description == "https://hooks.example.com/…?…")
    }
}
