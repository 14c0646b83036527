// What a build refuses, holds back and tells, so that a mistake harms nobody.

import CustomDump
import Foundation
import KnowledgeBase
import Testing

@testable import SiteGenerator

@Suite("A careful build")
struct CarefulBuildTests {
    @Test("A page whose visibility cannot be read is seen by nobody")
    func heldBack() async throws {
        let canary = "canary-4712"
        let heads = [
            "visibility: Internal", "draft: yes please", "Draft: true", "publish: 2027-1-5",
            "expires: 01.01.2026", "visibilty: internal", "expire: 2026-01-01",
        ]
        var files = ["open.md": "---\ntitle: Open\n---\n"]
        for (number, head) in heads.enumerated() {
            files["\(canary)-\(number).md"] = "---\ntitle: \(canary)\n\(head)\n---\n\(canary)\n"
        }
        files["\(canary)-blank.md"] = "\n \n---\ntitle: \(canary)\ndraft: true\n---\n\(canary)\n"
        files["\(canary)-space.md"] = " ---\ndraft: true\n---\n# \(canary)\n"
        try await SiteTest.run(files) { site in
            let report = try await site.build()
            expectNoDifference(report.articles, 1)
            expectNoDifference(report.diagnostics.count { $0.code == "held-back" }, heads.count)
            let found = try site.snapshot().filter { path, bytes in
                path.contains(canary) || String(decoding: bytes, as: UTF8.self).contains(canary)
            }
            expectNoDifference(found.keys.sorted(), [])
        }
    }

    @Test("Three hyphens above a paragraph are a line, not front matter")
    func lineAtTheTop() async throws {
        try await SiteTest.run(["a.md": "\n---\n\n# Hello\n\nText.\n"]) { site in
            try await site.build()
            #expect(try site.main("a/index.html").contains("<hr"))
        }
    }

    @Test("Addresses that begin with a slash begin at the site's top, wherever that lies")
    func basePath() async throws {
        let files = [
            "site.yaml": "base_url: https://example.org/kb\n", "_static/logo.svg": "<svg/>",
            "a.md": "---\ntitle: A\naliases: [/old/]\n---\n[B](/b/) [C](/kb/b/) ![Logo](/logo.svg)",
            "b.md": "---\ntitle: B\n---\n",
        ]
        try await SiteTest.run(files) { site in
            let report = try await site.build()
            expectNoDifference(report.diagnostics, [])
            let page = try site.main("a/index.html")
            for part in [#"href="/kb/b/">B"#, #"href="/kb/b/">C"#, #"src="/kb/logo.svg""#] {
                #expect(page.contains(part))
            }
            expectNoDifference(try site.text("_redirects"), "/kb/old/ /kb/a/ 301\n")
        }
    }

    @Test("All that is wrong is told at once, also where one mistake stops the build")
    func everythingAtOnce() async throws {
        let files = [
            "site.yaml": "titel: Help\n", "a.md": "---\ntitle: [\n---\n", "search.md": "---\ntitle: S\n---\n",
            "b.md": "---\ntitle: B\n---\n[x](nowhere.md)",
        ]
        try await SiteTest.run(files) { site in
            do {
                try await site.build()
                Issue.record("it was built")
            } catch BuildError.content(let found) {
                expectNoDifference(
                    found.map { "\($0.file) \($0.code)" },
                    [
                        "a.md invalid-yaml", "search.md reserved-address", "b.md broken-link",
                        "site.yaml unknown-field",
                    ])
            }
        }
    }

    @Test("A site is built neither among its articles nor around them", arguments: [".", "/", "content/out"])
    func output(name: String) async throws {
        try await SiteTest.run(["a.md": "---\ntitle: A\n---\n"]) { site in
            let output = name == "/" ? name : site.root.appending(path: name).path
            await #expect(throws: BuildError.self) { try await site.build { $0.output = output } }
        }
    }

    @Test("Two builds of one site at a time take turns")
    func turns() async throws {
        try await SiteTest.run(["guides/a.md": "---\ntitle: A\n---\n"]) { site in
            try await withThrowingTaskGroup { group in
                for _ in 0..<2 { group.addTask { _ = try await site.build { $0.clean = true } } }
                try await group.waitForAll()
            }
            #expect(try site.text("guides/a/index.html").contains("</html>"))
        }
    }

    @Test("A file with the right bytes stays untouched, also when nobody knows who wrote it")
    func adoptedFiles() async throws {
        try await SiteTest.run(["a.md": "# A\n"]) { site in
            let written = try await site.build().written
            try FileManager.default.removeItem(at: site.root.appending(path: ".porchlight"))
            let page = site.output.appending(path: "a/index.html").path
            let before = try FileManager.default.attributesOfItem(atPath: page)[.systemFileNumber] as? Int
            let report = try await site.build()
            expectNoDifference([report.written, report.unchanged], [0, written])
            let after = try FileManager.default.attributesOfItem(atPath: page)[.systemFileNumber] as? Int
            #expect(before != nil && before == after)
        }
    }

    @Test("A file that no build wrote is kept aside where a page takes its place")
    func replacedFiles() async throws {
        try await SiteTest.run(["a.md": "# A\n"]) { site in
            let own = site.output.appending(path: "a/index.html")
            try FileManager.default.createDirectory(
                at: own.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data("mine".utf8).write(to: own)
            try Data("stays".utf8).write(to: site.output.appending(path: "a/own.txt"))
            let report = try await site.build()
            expectNoDifference(report.replacedPaths, ["a/index.html"])
            let kept = URL(filePath: report.replacedFolder).appending(path: "a/index.html")
            expectNoDifference(try String(contentsOf: kept, encoding: .utf8), "mine")
            expectNoDifference(try site.text("a/own.txt"), "stays")
            #expect(try site.text("a/index.html").contains("<h1>A</h1>"))
            let next = try await site.build()
            expectNoDifference(next.replacedPaths, [])
        }
    }

    @Test("A symbolic link in the site is not followed out of it")
    func linkedFolder() async throws {
        try await SiteTest.run(["a/b.md": "# B\n", "other/c.md": "# C\n"]) { site in
            try FileManager.default.createDirectory(at: site.output, withIntermediateDirectories: true)
            try FileManager.default.createSymbolicLink(
                at: site.output.appending(path: "a"),
                withDestinationURL: site.content.appending(path: "other"))
            let error = await #expect(throws: BuildError.self) { try await site.build() }
            #expect(error?.description.contains("a symbolic link is in its place") == true)
            let other = site.content.appending(path: "other").path
            expectNoDifference(try FileManager.default.contentsOfDirectory(atPath: other), ["c.md"])
        }
    }

    @Test("An output on another disk is collected there, so a full disk stops the build before it begins")
    func otherDisk() async throws {
        let memory = URL(filePath: "/dev/shm")
        try #require(FileSystem.isFolder(memory.path))
        try await SiteTest.run(["a.md": "# A\n"]) { site in
            let output = memory.appending(path: "site-\(UUID())")
            defer { try? FileManager.default.removeItem(at: output) }
            let options = BuildOptions(
                content: site.content.path, output: output.path, date: CalendarDay(daysSince1970: 0))
            let isOther = !FileSystem.isOnOneDevice(site.root.path, output.path)
            var moved = options
            moved.cache = site.root.appending(path: "cache").path
            let commit = try await SiteCommit(moved)
            try commit.add(OutputFile(path: "a/index.html", bytes: [65]))
            let staged = output.appending(path: ".porchlight-staging/a/index.html").path
            expectNoDifference(FileManager.default.fileExists(atPath: staged), isOther)
            let changes = try await commit.finish()
            expectNoDifference(changes.written, ["a/index.html"])
            expectNoDifference(
                try FileManager.default.subpathsOfDirectory(atPath: output.path).sorted(),
                ["a", "a/index.html"])
        }
    }

    @Test("A whole address of a page that readers do not see loses it, like a path")
    func addressOfHidden() async throws {
        let files = [
            "site.yaml": "base_url: https://example.org/help\n",
            "canary/a.md": "---\ntitle: A\nvisibility: internal\n---\n",
            "b.md":
                "# B\n\n[1](/canary/a/), [2](/help/canary/a#x), [3](https://example.org/help/canary/a/index.md), [4](canary/a.md)\n",
        ]
        try await SiteTest.run(files) { site in
            let report = try await site.build()
            let found = try site.snapshot().filter { path, bytes in
                path.contains("canary") || String(decoding: bytes, as: UTF8.self).contains("canary")
            }
            expectNoDifference(found.keys.sorted(), [])
            expectNoDifference(report.diagnostics.map(\.code), Array(repeating: "broken-link", count: 4))
        }
    }

    @Test("Variables are filled in in titles and descriptions, and unknown ones are reported")
    func variablesInFields() async throws {
        let files = [
            "site.yaml": "variables:\n  product: Lamp\n",
            "a.md": "---\ntitle: The {{product}}\ndescription: All about {{ product }}\n---\n",
            "b.md": "# Mend the {{product}}\n", "c.md": "---\ntitle: The {{prodct}}\n---\n",
        ]
        try await SiteTest.run(files) { site in
            let report = try await site.build()
            #expect(try site.text("a/index.html").contains("<title>The Lamp ·"))
            #expect(try site.text("a/index.html").contains("content=\"All about Lamp\""))
            #expect(try site.text("llms.txt").contains("Mend the Lamp"))
            expectNoDifference(
                report.diagnostics.map(\.description),
                [
                    "c.md:2:1: error: there is no variable “prodct”: add it to the variables in site.yaml. "
                        + "[unknown-variable]"
                ])
        }
    }

    @Test("A thousand mistakes of a kind in a file are a hundred lines and a number")
    func flood() async throws {
        let links = (0..<1000).map { "[\($0)](gone\($0).md)" }.joined(separator: "\n")
        try await SiteTest.run(["a.md": "# A\n\n\(links)\n\n![](x.png)\n"]) { site in
            let found = try await site.build().diagnostics
            expectNoDifference(found.count { $0.code == "broken-link" }, 101)
            #expect(found.contains { $0.message == "and 900 more of this kind in this file." })
            #expect(found.contains { $0.code == "missing-image" })
        }
    }

    @Test("A layout that cannot be used is told with all else, and first")
    func layoutAmongOthers() async throws {
        let files = ["_theme/layouts/article.mustache": "{{nope}}", "a.md": "# A\n\n[b](b.md)\n"]
        try await SiteTest.run(files) { site in
            let error = await #expect(throws: BuildError.self) { try await site.build() }
            let lines = (error?.description ?? "").split(separator: "\n")
            #expect(lines.first?.hasPrefix("_theme/layouts/article.mustache:1:3: fatal: ") == true)
            #expect(lines.contains { $0.hasSuffix("[broken-link]") })
        }
    }

    @Test("A file's name cannot pass for a message")
    func nameOfLines() async throws {
        try await SiteTest.run(["a\n::warning::b.md": "no title"]) { site in
            let found = try await site.build().diagnostics.map(\.description)
            expectNoDifference(
                found.first,
                "a\\u{a}::warning::b.md:1:1: error: the page has no title: add `title: …` to its front matter, "
                    + "or a heading. [missing-title]")
        }
    }
}
