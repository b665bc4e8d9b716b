import AccessCore

@testable import AccessRequests

extension MistakeCase {
    private static func file(_ code: String, _ message: String, _ advice: String?, _ path: String, _ severity: Diagnostic.Severity = .error)
        -> Self
    {
        var copy = Self(
            code, message, advice, severity, files: path.hasPrefix("policies/") ? Base.policies(path, "x: 1\n") : [path: "x: 1\n"])
        copy.wholeFile = path
        return copy
    }

    private static func yaml(_ code: String, _ message: String, _ advice: String?, _ sample: String, also: [String] = []) -> Self {
        var copy = Self(code, message, advice, files: ["requests/a.yaml": sample])
        copy.others = also
        return copy
    }

    private static let idAdvice =
        "Use letters, digits, '.', '_' and '-', a letter or digit first in each part, at most 512 characters in all."
    private static let endingAdvice = "Rename it to end in .yaml."
    private static let rest = "\(Base.request)\n"

    static let files: [MistakeCase] = [
        yaml(
            "DP1101", "this quote is never closed", "Close it, or put the text into the other kind of quotes.", rest + "title: «\"»open\n"),
        yaml(
            "DP1101", "a colon and a blank inside a text", "Put the text into quotes, or the key on a line of its own.",
            rest + "title: a«:» b\n"),
        yaml(
            "DP1102", "the file is empty",
            "Write a key and its value on each line: 'version: 1', 'user: member01', 'access: [prod-member-work]', 'reason: Deploy billing v2.3', 'end: 2026-11-23T02:00:00+09:00' or 'duration: 4h'.",
            "«»# nothing\n"),
        yaml(
            "DP1103", "the key 'user' stands here for the second time, first in line 2", "Keep one of them.", rest + "«user»: other\n"),
        yaml("DP1104", "a list or a mapping as a key", "Use a text as the key.", rest + "? «[a]»\n: b\n"),
        yaml("DP1105", "a second document", "Put it into a file of its own.", rest + "«---»\nversion: 1\n"),
        yaml("DP1106", "an anchor (&a)", "Delete it.", rest + "title: «&a» text\n"),
        yaml("DP1107", "an alias (*a)", "Write the value itself.", rest + "title: «*a»\n"),
        yaml("DP1108", "a tag (!!str)", "Delete it; a value needs no type.", rest + "title: «!!str» text\n"),
        yaml("DP1109", "a directive (%YAML)", "Delete the line.", "«%YAML» 1.1\n---\n" + rest),
        yaml("DP1110", "a tab", "Use spaces.", rest + "title:«\t»text\n").unseen(),
        yaml("DP1113", "a byte order mark (U+FEFF) in the middle of the file", "Delete it.", rest + "title: a«\u{FEFF}»b\n").unseen(),
        yaml("DP1114", "a control character (U+001B)", "Delete it.", rest + "title: a«\u{1B}»b\n").unseen(),
        yaml(
            "DP1115", "a line break that not every editor shows (U+2028)", "Replace it by an ordinary line break.",
            rest + "title: a«\u{2028}»b\n"
        ).unseen(),
        yaml(
            "DP1116", "the file has 65537 bytes, more than 65536", "Split it into several files.",
            "«»#\(String(repeating: "x", count: 65_536))"
        ).excerptLeftOut(),
        yaml(
            "DP1117", "more than 16 levels inside each other", "Write it with fewer levels.",
            rest + "title: \(String(repeating: "[", count: 15))«[»\n"),
        yaml(
            "DP1118", "more than 20000 keys and values", "Split it into several files.",
            "[\(String(repeating: "a,\n", count: 19_999))«a»]\n"),

        file("DP1151", "a file that ends in '.yml' is not read", endingAdvice, "policies/settings.yml"),
        file("DP1151", "a file that ends in '.YAML' is not read", endingAdvice, "policies/access/prod.YAML"),
        file("DP1151", "a file that ends in '.yml' is not read", endingAdvice, "requests/2026/a.yml"),
        file(
            "DP1152", "this file is not read", "Move it out of here, or rename it to end in .yaml if it is meant to be read.",
            "policies/notes.txt", .warning),
        file(
            "DP1153", "no policy is called that — did you mean 'people.yaml'?",
            "Policies are policies/settings.yaml, policies/people.yaml, policies/calendar.yaml and policies/access/<name>.yaml.",
            "policies/poeple.yaml"),
        file(
            "DP1154", "an entitlement in a folder of its own is not read", "Move it to policies/access/ itself.",
            "policies/access/jump/prod.yaml"),
        file("DP1155", "this is not the path of a request", "A request is a file requests/….yaml.", "request/a.yaml"),
        file("DP1156", "the path has characters that a request's id can't have", idAdvice, "requests/2026/./a.yaml"),
        file("DP1156", "the path has characters that a request's id can't have", idAdvice, "requests/a b.yaml"),
        file("DP1156", "the path has characters that a request's id can't have", idAdvice, "requests/.hidden.yaml"),
        file("DP1156", "the path has characters that a request's id can't have", idAdvice, "requests/.yaml"),
        file(
            "DP1157", "the file's name is not an entitlement's name",
            "Use 1 to 64 letters, digits, '.', '_' and '-', a letter or digit first.", "policies/access/prod work.yaml"),
    ]
}
