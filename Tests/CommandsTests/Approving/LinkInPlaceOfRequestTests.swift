import Foundation
import TestSupport
import Testing

/// A file that can't be read any more cuts nobody's access before its recorded end (P6): nor does something else in its place.
@Suite struct LinkInPlaceOfRequestTests {
    @Test("a link or a submodule in the place of a request in force ends nothing", arguments: ["link", "submodule"])
    func inForce(what: String) async throws {
        let site = try await Site.granting()
        let path = "requests/member01.yaml"
        let text = try site.read(path)
        let head = try await Shell.git("rev-parse", "HEAD", in: site.repository)
        try site.write(text, to: "kept")
        try site.remove(path)
        if what == "link" {
            try FileManager.default.createSymbolicLink(atPath: site.repository + "/" + path, withDestinationPath: "../kept")
            try await site.commit("a link, which shows what was approved")
        } else {
            try await Shell.git("add", "-A", in: site.repository)
            try await Shell.git("update-index", "--add", "--cacheinfo", "160000,\(head),\(path)", in: site.repository)
            try await Shell.git("commit", "-q", "-m", "a request that lives elsewhere", in: site.repository)
        }
        let odd = try await site.daypass("reconcile", now: "2026-11-22T22:10:00+09:00")
        #expect(odd.code == 1 && odd.errors.contains("[DP1001]") && odd.errors.contains("[DP2013]"), "\(odd.errors)")
        #expect(try site.user("member01").groups.contains("ProdMemberWorkGroup"), "\(odd.errors)")
        #expect(try await site.records("ended").isEmpty)
        try site.write("", to: "kept")
        if what == "link" { try site.remove(path) }
        try site.write(text, to: path)
        try await Shell.git("rm", "-q", "--cached", path, in: site.repository)
        try await site.commit("the file itself")
        let mended = try await site.daypass("reconcile", now: "2026-11-22T22:20:00+09:00")
        #expect(mended.code == 0, "\(mended.errors)")
        #expect(try site.user("member01").groups.contains("ProdMemberWorkGroup"))
        // It ends as ever when nothing is there any more.
        try site.remove(path)
        try await site.commit("deleted")
        let deleted = try await site.daypass("reconcile", now: "2026-11-22T22:30:00+09:00")
        #expect(try !site.user("member01").groups.contains("ProdMemberWorkGroup"), "\(deleted.errors)")
        #expect(try await site.records("ended").count == 1)
    }

    @Test("a link or a submodule in the place of a folder ends none of the requests in it", arguments: ["link", "submodule"])
    func folder(what: String) async throws {
        let (site, path) = (try await Site.granting([]), "requests/team/2026/member01.yaml")
        try site.write(Site.request(end: "2026-11-23 02:00"), to: path)
        try site.write(Site.request(user: "member02", end: "2026-11-23 02:00"), to: "requests/other.yaml")
        let head = try await site.commit("asked for")
        #expect(try await site.daypass("reconcile", now: "2026-11-22T22:00:00+09:00").code == 0)
        try await Shell.git("mv", "requests/team", "team", in: site.repository)
        if what == "link" {
            try FileManager.default.createSymbolicLink(atPath: site.repository + "/requests/team", withDestinationPath: "../team")
            try await site.commit("a link to where they are now")
        } else {
            try await Shell.git("update-index", "--add", "--cacheinfo", "160000,\(head),requests/team", in: site.repository)
            try await Shell.git("commit", "-q", "-m", "requests that live elsewhere", in: site.repository)
        }
        for minute in [10, 20] {
            let odd = try await site.daypass("reconcile", now: "2026-11-22T22:\(minute):00+09:00")
            #expect(odd.code == 1 && odd.errors.contains("[DP1001]"), "\(odd.errors)")
            #expect(try site.user("member01").groups.contains("ProdMemberWorkGroup"), "\(odd.errors)")
        }
        #expect(try await site.records("ended").isEmpty)
        // Without it the folder is what it is: deleted.
        if what == "link" { try site.remove("requests/team") }
        try await Shell.git("rm", "-q", "--cached", "requests/team", in: site.repository)
        try await Shell.git("commit", "-q", "-m", "deleted", in: site.repository)
        try await site.daypass("reconcile", now: "2026-11-22T22:30:00+09:00")
        #expect(try site.user("member01").groups == ["Developers"])
        #expect(try site.user("member02").groups.contains("ProdMemberWorkGroup"))
    }

    /// Git writes no such names, but somebody can: the two then have one path, and only one of them is a file that git checks out.
    @Test("an entry with a slash in its name stands in no request's place: what the request's file takes away goes at once")
    func slashInAName() async throws {
        let (site, path) = (try await Site.granting([]), "requests/team/member01.yaml")
        let repository = site.repository
        try site.write(Site.request(end: "2026-11-23 02:00"), to: path)
        try await site.commit("asked for")
        try await site.daypass("reconcile", now: "2026-11-22T22:00:00+09:00")
        #expect(try site.user("member01").tags["ProdMemberWorkGroup"] == "2026-11-22T17:00:00Z")
        try site.write(Site.request(end: "2026-11-22 23:00"), to: path)
        try await site.commit("shorter")
        var requests = Data()
        for (mode, name, object) in [("40000", "team", "HEAD:requests/team"), ("100644", "team/member01.yaml", "HEAD:\(path)")] {
            let digits = try await Shell.git("rev-parse", object, in: repository)
            requests += Data("\(mode) \(name)\0".utf8)
            requests += stride(from: 0, to: 40, by: 2).compactMap { UInt8(digits.dropFirst($0).prefix(2), radix: 16) }
        }
        try requests.write(to: URL(fileURLWithPath: site.folder("tree")))
        let tree = try await Shell.git("hash-object", "-t", "tree", "-w", "--literally", site.folder("tree"), in: repository)
        let names = try await Shell.git("ls-tree", "HEAD", in: repository).split(separator: "\n").map { line in
            line.hasSuffix("\trequests") ? "040000 tree \(tree)\trequests" : String(line)
        }
        let root = try await Shell.run(["git", "mktree"], in: repository, input: names.joined(separator: "\n") + "\n")
        let commit = try await Shell.git(
            "commit-tree", "-p", "HEAD", "-m", "one path twice", String(root.output.prefix(40)), in: repository)
        try await Shell.git("update-ref", "refs/heads/main", commit, in: repository)
        let odd = try await site.daypass("reconcile", now: "2026-11-22T22:10:00+09:00")
        #expect(odd.errors.contains("[DP1001]") && !odd.errors.contains("[DP2013]"), "\(odd.errors)")
        #expect(try site.user("member01").tags["ProdMemberWorkGroup"] == "2026-11-22T14:00:00Z", "\(odd.errors)")
    }
}
