// What a build does with content that nobody should have written: a clear error or the right page,
// and the site that was there before is still there.

import CustomDump
import Foundation
import KnowledgeBase
import Testing

@testable import SiteGenerator

@Suite("Bad input")
struct BadInputTests {
    /// Builds a good site, adds a bad file, builds again: the error, with the old site still there.
    private func error(adding path: String, _ bytes: [UInt8]) async throws -> String? {
        var message: String?
        try await SiteTest.run(["a.md": "# A\n"]) { site in
            try await site.build()
            let before = try site.snapshot()
            try site.write(path, bytes)
            message = await #expect(throws: BuildError.self) { try await site.build() }?.description
            expectNoDifference(try site.snapshot(), before)
        }
        return message
    }

    @Test("A file of 50 MB is refused, not read into a page")
    func hugeFile() async throws {
        let message = try await error(adding: "b.md", [UInt8](repeating: 97, count: 50_000_000))
        expectNoDifference(
            message,
            "b.md:1:1: fatal: the file has more than 8 MiB: split it into several articles. [too-large]")
    }

    @Test("A site.yaml that is no text in UTF-8 is refused with the place")
    func settingsInAnotherEncoding() async throws {
        let message = try await error(adding: "site.yaml", Array("title: A\ndescription: caf".utf8) + [0xE9])
        expectNoDifference(
            message,
            "site.yaml:2:17: fatal: the file is not text in UTF-8: save it in that encoding. [invalid-utf-8]")
    }

    @Test("Front matter that grows without end is read like any other", .timeLimit(.minutes(5)))
    func yamlBomb() async throws {
        let levels = (1...30).map { level in
            "l\(level): &l\(level) [" + Array(repeating: "*l\(level - 1)", count: 9).joined(separator: ",")
                + "]"
        }
        let bomb =
            "---\ntitle: Bomb\nl0: &l0 [x,x,x,x,x,x,x,x,x]\n\(levels.joined(separator: "\n"))\n---\nText"
        try await SiteTest.run(["a.md": bomb]) { site in
            let report = try await site.build()
            #expect(report.diagnostics.count == 31)
            #expect(try site.main("a/index.html").contains("<h1>Bomb</h1>"))
        }
    }

    @Test("NUL, CRLF and a byte order mark make the right page")
    func oddBytes() async throws {
        try await SiteTest.run { site in
            try site.write("a.md", [0xEF, 0xBB, 0xBF] + Array("# A\r\n\r\nBe\u{0}fore.\r\n".utf8))
            let report = try await site.build()
            expectNoDifference(report.diagnostics, [])
            #expect(try site.main("a/index.html").contains("<p>Be\u{FFFD}fore.</p>"))
        }
    }

    @Test("10,000 links on a page are one page")
    func manyLinks() async throws {
        let links = (0..<10_000).map { "[link \($0)](b.md#x\($0))" }.joined(separator: "\n")
        try await SiteTest.run(["a.md": "# A\n\n\(links)\n", "b.md": "# B\n"]) { site in
            try await site.build()
            #expect(try site.text("a/index.html").components(separatedBy: "href=\"/b/#x").count == 10_001)
        }
    }

    @Test("Links out of the tree lead nowhere, and symbolic links are not followed")
    func outOfTheTree() async throws {
        try await SiteTest.run(["a.md": "# A\n\n[up](../../etc/passwd) ![up](../secret.png)\n"]) { site in
            let secret = site.root.appending(path: "secret")
            try FileManager.default.createDirectory(at: secret, withIntermediateDirectories: true)
            try Data("# Secret".utf8).write(to: secret.appending(path: "s.md"))
            try FileManager.default.createSymbolicLink(
                at: site.content.appending(path: "linked"), withDestinationURL: secret)
            try FileManager.default.createSymbolicLink(
                at: site.content.appending(path: "s.md"), withDestinationURL: secret.appending(path: "s.md"))
            let report = try await site.build()
            let links = report.diagnostics.filter { $0.code == "symbolic-link" }.map(\.file)
            expectNoDifference(links, ["linked", "s.md"])
            for bytes in try site.snapshot().values {
                let text = String(decoding: bytes, as: UTF8.self)
                #expect(!text.contains("passwd") && !text.contains("Secret"))
            }
        }
    }

    @Test("Snippets that include each other end, and say so")
    func cyclicSnippets() async throws {
        let files = [
            "a.md": "# A\n\n{{> one}}\n", "_snippets/one.md": "{{> two}}\n",
            "_snippets/two.md": "{{> one}}\n",
        ]
        try await SiteTest.run(files) { site in
            let report = try await site.build()
            #expect(report.diagnostics.contains { $0.code == "cyclic-snippet" })
            #expect(try site.paths().contains("a/index.html"))
        }
    }

    @Test("An output that cannot be written is named, and the next build goes on as if nothing was")
    func unwritable() async throws {
        try await SiteTest.run(["a.md": "# A\n"]) { site in
            // A file in the place of the folder: even root cannot write into that.
            try Data("in the way".utf8).write(to: site.output)
            let error = await #expect(throws: BuildError.self) { try await site.build() }
            expectNoDifference(
                error?.description,
                "\(site.output.path) cannot be written: a file is in its place. Mend that and build again.")
            try FileManager.default.removeItem(at: site.output)
            try await site.build()
            #expect(try site.paths().contains("a/index.html"))
        }
    }

    @Test("A disk that is full in the middle leaves the old site as it was")
    func fullDisk() async throws {
        try await SiteTest.run(["a.md": "# A\n"]) { site in
            try await site.build()
            let before = try site.snapshot()
            try site.write(["a.md": "# B\n"])
            // Writing into /dev/full fails as a full disk does.
            let staging = site.root.appending(path: ".porchlight/build/public.staging")
            var options = BuildOptions(
                content: site.content.path, output: site.output.path, date: CalendarDay(daysSince1970: 0))
            options.clean = true
            let commit = try await SiteCommit(options)
            try FileManager.default.createDirectory(
                at: staging.appending(path: "a"), withIntermediateDirectories: true)
            try FileManager.default.createSymbolicLink(
                at: staging.appending(path: "a/index.html"), withDestinationURL: URL(filePath: "/dev/full"))
            let error = #expect(throws: BuildError.self) {
                try commit.add(OutputFile(path: "a/index.html", bytes: [1, 2, 3]))
            }
            commit.abandon()
            #expect(error?.description.contains("no space left on device") == true)
            expectNoDifference(try site.snapshot(), before)
        }
    }
}
