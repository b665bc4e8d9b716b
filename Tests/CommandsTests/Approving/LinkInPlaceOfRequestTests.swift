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
}
