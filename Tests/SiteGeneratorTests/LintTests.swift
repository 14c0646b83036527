// Lints in a build: what they say of articles that have changed and of those that have not.

import CustomDump
import Foundation
import KnowledgeBase
import Testing

@testable import SiteGenerator

@Suite("Lints in a build")
struct LintTests {
    private func check(_ site: SiteTest, drafts: Bool = false) async throws -> [String] {
        let day = try #require(CalendarDay("2026-11-21"))
        var options = BuildOptions(content: site.content.path, output: site.output.path, date: day)
        options.drafts = drafts
        return try await SiteBuilder(options).check().diagnostics.map(\.description)
    }

    @Test("An article that has not changed is told that another one has")
    func cached() async throws {
        let files = [
            "a.md": "---\ntitle: A\n---\n[There](b.md#part)\n", "b.md": "---\ntitle: B\n---\n## Part\n",
        ]
        let broken =
            "a.md:4:9: error: b.md has no heading with the id “part”: did you mean “#parts”? [broken-anchor]"
        try await SiteTest.run(files) { site in
            try await site.build()
            try site.write(["b.md": "---\ntitle: B\n---\n## Parts\n"])
            let report = try await site.build()
            expectNoDifference(report.diagnostics.map(\.description), [broken])
            expectNoDifference(report.rendered, 1)
            // From the cache, from nothing, and without a build it is the same.
            let again = try await site.build()
            let clean = try await site.build { $0.clean = true }
            let checked = try await check(site)
            expectNoDifference(again.diagnostics.map(\.description), [broken])
            expectNoDifference(clean.diagnostics.map(\.description), [broken])
            expectNoDifference(checked, [broken])
        }
    }

    @Test("A check writes nothing and tells of what cannot be read together with the rest")
    func check() async throws {
        let files = [
            "a.md": "---\ntitle: A\n---\n![](gone.png)\n", "b.md": "---\ntitle: B\n# No end\n",
            "search.md": "---\ntitle: Search\n---\n",
            "draft.md": "---\ntitle: D\ndraft: true\n---\n[X](x.md)\n",
            "site.yaml": "silence:\n  - {lint: missing-alt-text, file: a.md, reason: It is an ornament.}\n",
        ]
        try await SiteTest.run(files) { site in
            let found = [
                "a.md:4:5: error: there is no gone.png: mend the path, or take this away. [missing-image]",
                "b.md:1:1: fatal: the front matter has no end: put a line of `---` after its last field. "
                    + "[unclosed-front-matter]",
                "search.md:1:1: fatal: the site itself needs “search”: rename the file or its folder. "
                    + "[reserved-address]",
            ]
            let checked = try await check(site)
            expectNoDifference(checked, found)
            expectNoDifference(
                try FileManager.default.contentsOfDirectory(atPath: site.root.path), ["content"])
            let draft =
                "draft.md:5:5: error: there is no x.md: mend the path, or take this away. [broken-link]"
            let withDrafts = try await check(site, drafts: true)
            expectNoDifference(withDrafts, [found[0], found[1], draft, found[2]])
        }
    }

    @Test("An article at an address that the site needs itself keeps it from being built")
    func reserved() async throws {
        try await SiteTest.run(["a.md": "---\ntitle: A\n---\n"]) { site in
            try await site.build()
            let before = try site.snapshot()
            try site.write(["search/a.md": "---\ntitle: Search\n---\n"])
            let error = await #expect(throws: BuildError.self) { try await site.build() }
            expectNoDifference(
                error?.description,
                "search/a.md:1:1: fatal: the site itself needs “search”: rename the file or its folder. "
                    + "[reserved-address]")
            expectNoDifference(try site.snapshot(), before)
        }
    }

    @Test("A folder's introduction is checked, and what it shows becomes part of the site")
    func introductions() async throws {
        let files = [
            "guides/index.md": "---\ntitle: Guides\n---\n![Map](map.png) [Gone](gone.md)\n",
            "guides/map.png": "PNG", "guides/a.md": "---\ntitle: A\n---\n",
        ]
        try await SiteTest.run(files) { site in
            let report = try await site.build()
            expectNoDifference(
                report.diagnostics.map(\.description),
                [
                    "guides/index.md:4:24: error: there is no guides/gone.md: mend the path, or take this away. "
                        + "[broken-link]"
                ])
            #expect(try site.paths().contains("guides/map.<hash>.png"))
        }
    }

    @Test("What only a draft needs is no litter, and sizes of images are read from the files")
    func files() async throws {
        let header: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13, 73, 72, 68, 82]
        let files = [
            "a.md": "---\ntitle: A\n---\nText.\n", "_static/robots.txt": "", "old.pdf": "",
            "draft.md": "---\ntitle: D\ndraft: true\n---\n![Wide](wide.png)\n\n{{> later}}\n",
            "_snippets/later.md": "Later.", "_snippets/never.md": "Never.",
        ]
        try await SiteTest.run(files) { site in
            try site.write("wide.png", header + [0, 0, 0x13, 0x88, 0, 0, 0, 1])
            let report = try await site.build()
            expectNoDifference(
                report.diagnostics.map { "\($0.file): \($0.code)" },
                ["_snippets/never.md: unused-file", "old.pdf: unused-file", "wide.png: oversized-image"])
        }
    }

    @Test("Old addresses never take the place of a page or a list")
    func aliases() async throws {
        let files = [
            "a.md": "---\ntitle: A\naliases: [/, /search, /guides, /guides/b/, /404.html, /kb/1]\n---\n",
            "guides/b.md": "---\ntitle: B\n---\n",
        ]
        try await SiteTest.run(files) { site in
            let report = try await site.build()
            expectNoDifference(report.diagnostics.map(\.code), Array(repeating: "invalid-alias", count: 5))
            for path in [
                "index.html", "search/index.html", "guides/index.html", "guides/b/index.html", "404.html",
            ] {
                #expect(try !site.text(path).contains("http-equiv=\"refresh\""))
            }
            #expect(try site.text("kb/1/index.html").contains("http-equiv=\"refresh\""))
            expectNoDifference(try site.text("_redirects"), "/kb/1 /a/ 301\n")
        }
    }
}
