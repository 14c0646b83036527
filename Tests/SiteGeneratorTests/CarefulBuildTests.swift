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
                        "a.md invalid-yaml", "b.md broken-link", "search.md reserved-address",
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
}
