// What a build makes of a content folder.

import CustomDump
import Foundation
import KnowledgeBase
import Testing

@testable import SiteGenerator

@Suite("A site")
struct SiteTests {
    private let guide = "---\ntitle: A & B\n---\nHello\n\n## Part\n\nMore."

    @Test("Has a page for everything, and files for machines")
    func files() async throws {
        try await SiteTest.run(["site.yaml": "base_url: https://example.org/help/\n", "guides/a.md": guide]) {
            site in
            try await site.build()
            expectNoDifference(
                try site.paths(),
                [
                    "404.html", "addresses.json", "ask-a-person/index.html", "assets/banner.<hash>.js",
                    "assets/form.<hash>.js",
                    "assets/lamp.<hash>.svg",
                    "assets/nearest.<hash>.js", "assets/search-answers.<hash>.js",
                    "assets/search-box.<hash>.js",
                    "assets/search-en.<hash>/index.bin",
                    "assets/search-en.<hash>/t0.bin", "assets/search-letters.<hash>.js",
                    "assets/search.<hash>.js", "assets/site.<hash>.js", "assets/style.<hash>.css",
                    "feed.xml",
                    "guides/a/index.html", "guides/a/index.md", "guides/index.html", "index.html", "llms.txt",
                    "robots.txt", "search/index.html", "search/index.json", "sitemap.xml",
                ])
            expectNoDifference(
                try site.text("sitemap.xml").split(separator: "\n").dropFirst(2).dropLast(),
                [
                    "<url><loc>https://example.org/help/</loc></url>",
                    "<url><loc>https://example.org/help/guides/</loc></url>",
                    "<url><loc>https://example.org/help/guides/a/</loc></url>",
                ])
        }
    }

    @Test("A bare folder of Markdown is a help centre, with titles from the first headings")
    func bareFolder() async throws {
        try await SiteTest.run(["guides/a.md": "# From the heading\n\nText."]) { site in
            let report = try await site.build()
            expectNoDifference(report.diagnostics, [])
            expectNoDifference(
                try site.main("guides/a/index.html"),
                """
                <div class="reading">
                <nav class="breadcrumbs" aria-label="Breadcrumbs"><ol><li><a href="/">Help</a></li>\
                <li><a href="/guides/">Guides</a></li></ol></nav>
                <article>
                <header>
                <h1>From the heading</h1>
                </header>
                <div class="text">
                <p>Text.</p>
                </div>
                </article>
                <form class="votes" method="post" action="/vote" data-thanks="Thank you for telling us." \
                data-sent="Thank you. A writer will read it." \
                data-failed="This could not be sent. Please try again later.">
                <input type="hidden" name="page" value="/guides/a/">
                <input type="hidden" name="lang" value="en">
                <fieldset><legend>Was this helpful?</legend>
                <button class="quiet" name="helpful" value="yes">Yes</button>
                <button class="quiet" name="helpful" value="no">No</button></fieldset>
                <div data-reason hidden><label for="reason">What was missing or wrong?</label>
                <textarea id="reason" name="reason" rows="3" maxlength="2000" \
                aria-describedby="reason-note"></textarea>
                <p class="facts" id="reason-note">Nobody sees who you are, so we cannot answer here.</p>
                <button>Send</button></div>
                <p role="status"></p>
                </form>
                </div>

                """)
        }
    }

    @Test("Two builds are equal bytes, and a cached one equals a clean one")
    func deterministic() async throws {
        let files = [
            "guides/a.md": guide, "guides/b.md": "---\ntitle: B\ntags: [x]\n---\n[A](a.md#part) ![p](p.svg)",
            "guides/p.svg": "<svg xmlns=\"http://www.w3.org/2000/svg\"/>",
            "c.md": "---\ntitle: C\ntags: [x]\n---\n",
        ]
        try await SiteTest.run(files) { site in
            try await site.build()
            let first = try site.snapshot()
            try site.write(["guides/a.md": "---\ntitle: Another\n---\nHello\n\n## Part\n\nMore."])
            try await site.build()
            try site.write(["guides/a.md": guide])
            let report = try await site.build()
            expectNoDifference(try site.snapshot(), first)
            #expect(report.rendered < 3)
            try FileManager.default.removeItem(at: site.output)
            try await site.build { $0.clean = true }
            expectNoDifference(try site.snapshot(), first)
        }
    }

    @Test("What has not changed is not touched, and only what an earlier build wrote is removed")
    func untouched() async throws {
        try await SiteTest.run(["guides/a.md": guide, "guides/b.md": "---\ntitle: B\n---\n"]) { site in
            try await site.build()
            let foreign = site.output.appending(path: "CNAME")
            try Data("help.example.org".utf8).write(to: foreign)
            let second = try await site.build()
            expectNoDifference([second.rendered, second.written, second.removed], [0, 0, 0])
            try FileManager.default.removeItem(at: site.content.appending(path: "guides/b.md"))
            try await site.build()
            let paths = try site.paths()
            #expect(!paths.contains { $0.hasPrefix("guides/b") })
            #expect(paths.contains("CNAME"))
        }
    }

    @Test("Internal, draft, early and expired articles leave no byte in the site")
    func canaries() async throws {
        let canary = "canary-4711"
        let heads = ["visibility: internal", "draft: true", "publish: 2026-11-22", "expires: 2026-11-21"]
        var files = [
            "site.yaml": "base_url: https://example.org\n",
            "open.md":
                "---\ntitle: Open\ntags: [shared]\nrelated: [\(canary)-0.md]\n---\n"
                + "[secret, in [brackets] `too`](\(canary)-0.md \"\(canary)\"), ![x](<../\(canary).svg>), "
                + "[the folder](\(canary)/), [a definition][d]\n\n[d]: \(canary)-0.md \"\(canary)\"",
            "\(canary)/hidden.md": "---\ntitle: Hidden\ndraft: true\n---\n",
        ]
        for (number, head) in heads.enumerated() {
            files["\(canary)-\(number).md"] = """
                ---
                title: \(canary)
                description: \(canary)
                tags: [shared, \(canary)]
                aliases: [/\(canary)]
                asked_as: [\(canary)]
                \(head)
                ---
                \(canary) ![x](\(canary).svg)
                """
        }
        files["\(canary).svg"] = "<svg xmlns=\"http://www.w3.org/2000/svg\"><title>\(canary)</title></svg>"
        try await SiteTest.run(files) { site in
            try await site.build()
            for (path, bytes) in try site.snapshot() {
                #expect(!path.contains(canary))
                #expect(!String(decoding: bytes, as: UTF8.self).contains(canary), "\(path)")
            }
            expectNoDifference(
                try site.text("open/index.md"),
                "# Open\n\nsecret, in [brackets] `too`, x, the folder, [a definition][d]\n\n[d]: <>")
            #expect(try site.main("open/index.html").contains("<a>the folder</a>"))
        }
    }

    @Test("An old address leads on, by a page and by a line for static hosts")
    func aliases() async throws {
        try await SiteTest.run(["a.md": "---\ntitle: A\naliases: [/old/place, /kb/12.html]\n---\n"]) { site in
            try await site.build()
            #expect(try site.text("old/place/index.html").contains("content=\"0; url=/a/\""))
            #expect(try site.text("kb/12.html").contains("content=\"0; url=/a/\""))
            expectNoDifference(try site.text("_redirects"), "/old/place /a/ 301\n/kb/12.html /a/ 301\n")
        }
    }

    @Test("A page that cannot be read stops the build with all errors, and the old site stays")
    func fatal() async throws {
        try await SiteTest.run(["a.md": "---\ntitle: A\n---\n"]) { site in
            try await site.build()
            let before = try site.snapshot()
            try site.write("b.md", [0x23, 0x20, 0xFF])
            try site.write(["c.md": "---\ntitle: C"])
            let error = await #expect(throws: BuildError.self) { try await site.build() }
            expectNoDifference(
                error?.description,
                """
                b.md:1:3: fatal: the file is not text in UTF-8: save it in that encoding. [invalid-utf-8]
                c.md:1:1: fatal: the front matter has no end: put a line of `---` after its last field. \
                [unclosed-front-matter]
                """)
            expectNoDifference(try site.snapshot(), before)
        }
    }

    @Test("A commit that was interrupted is finished by the next build")
    func interrupted() async throws {
        try await SiteTest.run(["a.md": "---\ntitle: A\n---\n"]) { site in
            try await site.build()
            let cache = site.root.appending(path: ".porchlight/build")
            // What a build leaves that was killed right after its journal was written.
            for page in ["a", "b"] {
                let staging = cache.appending(path: "public.staging/\(page)")
                try FileManager.default.createDirectory(at: staging, withIntermediateDirectories: true)
                try Data("new".utf8).write(to: staging.appending(path: "index.html"))
            }
            var journal = ByteWriter()
            journal.write(cache.appending(path: "public.staging").path)
            journal.write(["404.html"]) { $0.write($1) }
            journal.write([String]()) { $0.write($1) }
            try Data(journal.bytes).write(to: cache.appending(path: "public.journal"))
            var options = BuildOptions(
                content: site.content.path, output: site.output.path, date: CalendarDay(daysSince1970: 0))
            options.clean = true
            _ = try await SiteCommit(options)
            expectNoDifference(try site.text("a/index.html"), "new")
            expectNoDifference(try site.text("b/index.html"), "new")
            #expect(try site.paths().contains("a/index.md"))
            #expect(!(try site.paths().contains("404.html")))
            #expect(!FileManager.default.fileExists(atPath: cache.appending(path: "public.journal").path))
        }
    }

    @Test("A folder takes the place of a file that an earlier build wrote there")
    func fileBecomesFolder() async throws {
        try await SiteTest.run(["a.md": "# A\n", "_static/b": "file"]) { site in
            try await site.build()
            expectNoDifference(try site.text("b"), "file")
            try FileManager.default.removeItem(at: site.content.appending(path: "_static"))
            try site.write(["b.md": "# B\n"])
            try await site.build()
            #expect(try site.paths().contains("b/index.html"))
        }
    }

    @Test("Odd names get addresses that browsers understand")
    func oddNames() async throws {
        try await SiteTest.run(["a b/100%?.md": "# Odd\n", "a b/ü#'\".md": "# Quotes\n\n[odd](100%25%3F.md)"])
        { site in
            try await site.build()
            #expect(try site.paths().contains("a b/100%?/index.html"))
            #expect(try site.main("a b/ü#'\"/index.html").contains("<a href=\"/a%20b/100%25%3F/\">odd</a>"))
        }
    }

    @Test("A copy's links lead to copies, and a picture of a folder's own page is there")
    func copies() async throws {
        let files = [
            "a/one.md":
                "---\ntitle: One\n---\n[two](two.md#x) [ref] ![p](p.png) `](two.md`\n\n[ref]: two.md\n",
            "a/two.md": "# Two\n", "a/index.md": "---\ntitle: A\n---\n![q](q.png)\n", "a/p.png": "p",
            "a/q.png": "q",
        ]
        try await SiteTest.run(files) { site in
            try await site.build()
            let copy = try site.text("a/one/index.md").replacing(/\.[0-9a-f]{12}\./, with: ".<hash>.")
            expectNoDifference(
                copy,
                """
                # One

                [two](/a/two/index.md#x) [ref] ![p](/a/p.<hash>.png) `](two.md`

                [ref]: /a/two/index.md

                """)
            #expect(try site.paths().contains("a/q.<hash>.png"))
        }
    }

    @Test("A copy has its variables and snippets filled in, with links that lead from the snippet's file")
    func filledCopies() async throws {
        let files = [
            "site.yaml": "variables: {product: Lamp}\n",
            "a/one.md":
                "---\ntitle: One\n---\n{{product}}, `{{product}}`\n\n> {{> window}}\n\n{{> none}}\n",
            "a/two.md": "# Two\n",
            "_snippets/window.md": "[Two](../a/two.md) of {{product}}.\n\n{{> window}}\n",
        ]
        try await SiteTest.run(files) { site in
            let report = try await site.build()
            expectNoDifference(
                report.diagnostics.map { "\($0.file): \($0.code)" },
                ["_snippets/window.md: cyclic-snippet", "a/one.md: unknown-snippet"])
            expectNoDifference(
                try site.text("a/one/index.md"),
                "# One\n\nLamp, `{{product}}`\n\n> [Two](/a/two/index.md) of Lamp.\n\n")
            #expect(try site.main("a/one/index.html").contains("<p><a href=\"/a/two/\">Two</a> of Lamp.</p>"))
            try site.write(["_snippets/window.md": "Changed.\n"])
            try await site.build()
            #expect(try site.text("a/one/index.md").contains("> Changed.\n"))
        }
    }

    @Test("A writer's own file wins over a generated one, in every build")
    func staticFiles() async throws {
        try await SiteTest.run(["a.md": "# A\n", "_static/robots.txt": "mine"]) { site in
            try await site.build()
            expectNoDifference(try site.text("robots.txt"), "mine")
            try site.write(["a.md": "# B\n"])
            try await site.build()
            expectNoDifference(try site.text("robots.txt"), "mine")
        }
    }

    @Test("The newest announcement stands as a banner on every page until it expires")
    func banner() async throws {
        let files = [
            "a.md": "# A\n",
            "news/a.md":
                "---\ntitle: Newer\nkind: announcement\npublish: 2026-11-20\nexpires: 2026-11-22\n---\n",
            "news/b.md": "---\ntitle: Older\nkind: announcement\npublish: 2026-11-01\n---\n",
        ]
        try await SiteTest.run(files) { site in
            try await site.build()
            #expect(try site.text("a/index.html").contains("<p>Newer <a href=\"/news/a/\">Read more</a></p>"))
            try await site.build(date: "2026-11-22")
            #expect(try site.text("a/index.html").contains("<p>Older <a href=\"/news/b/\">Read more</a></p>"))
        }
    }

    @Test("Pages name the feed once there is one, and no entry has an empty summary")
    func feed() async throws {
        let files = [
            "a.md": "---\ntitle: A\nreviewed: 2026-11-01\n---\n",
            "b.md": "---\ntitle: B\ndescription: About B.\nreviewed: 2026-11-02\n---\n",
        ]
        let link = "<link rel=\"alternate\" type=\"application/atom+xml\""
        try await SiteTest.run(files) { site in
            try await site.build()
            #expect(try !site.text("a/index.html").contains(link))
            try site.write(["site.yaml": "base_url: https://example.org/help\n"])
            try await site.build()
            for page in ["index.html", "a/index.html"] {
                #expect(try site.text(page).contains("\(link) title=\"Help\" href=\"/help/feed.xml\">\n"))
            }
            let summaries = try site.text("feed.xml").matches(of: /<summary>[^<]*<\/summary>/).map(\.output)
            expectNoDifference(summaries, ["<summary>About B.</summary>"])
        }
    }

    @Test("A front page names a help centre that site.yaml does not name, also when nothing has changed")
    func name() async throws {
        try await SiteTest.run(["index.md": "# Lamp help\n\nHello.\n", "a.md": "# A\n"]) { site in
            try await site.build()
            #expect(try site.text("a/index.html").contains("<title>A · Lamp help</title>"))
            #expect(try site.main("index.html").contains("<div class=\"text introduction\">\n<p>Hello.</p>"))
            let options = BuildOptions(
                content: site.content.path, output: site.output.path,
                date: try #require(CalendarDay("2026-11-21")))
            let again = try await SiteBuilder(options).build()
            expectNoDifference([again.report.written, again.report.rendered], [0, 0])
            expectNoDifference(again.look.settings.title, "Lamp help")
            try site.write(["site.yaml": "title: Lighting\n"])
            try await site.build()
            #expect(try site.text("a/index.html").contains("<title>A · Lighting</title>"))
        }
    }
}
