// Pages down to their small print, and the files for machines beside them.

import CustomDump
import Foundation
import KnowledgeBase
import Testing

@testable import SiteGenerator

@Suite("Pages")
struct PageTests {
    @Test("The lists for machines follow the order that writers give, collection by collection")
    func order() async throws {
        let files = [
            "site.yaml": "base_url: https://example.org\n",
            "billing/index.md": "---\ntitle: Billing\norder: 2\n---\n",
            "billing/cards.md": "---\ntitle: Cards\norder: 2\n---\n",
            "billing/pay.md": "---\ntitle: Pay\norder: 1\n---\n",
            "billing/deep/tax.md": "---\ntitle: Tax\n---\n",
            "start/index.md": "---\ntitle: Start\norder: 1\n---\n", "start/a.md": "---\ntitle: A\n---\n",
            "top.md": "---\ntitle: Top\n---\n",
        ]
        try await SiteTest.run(files) { site in
            try await site.build()
            expectNoDifference(
                try site.text("sitemap.xml").matches(of: /<loc>https:\/\/example.org([^<]*)/).map(\.output.1),
                [
                    "/", "/top/", "/start/", "/start/a/", "/billing/", "/billing/pay/", "/billing/cards/",
                    "/billing/deep/", "/billing/deep/tax/",
                ])
            expectNoDifference(
                try site.text("llms.txt").split(separator: "\n").map { $0.prefix { $0 != "]" } },
                [
                    "# Help", "## Help", "- [Top", "## Start", "- [A", "## Billing", "- [Pay", "- [Cards",
                    "## Deep", "- [Tax",
                ])
        }
    }

    @Test("What a tutorial needs is named only if it is there")
    func needs() async throws {
        let silence = "silence: [{lint: broken-reference, reason: Test}]\n"
        let files = [
            "site.yaml": silence,
            "a.md": "---\ntitle: A\nkind: tutorial\nprerequisites: gone.md\n---\n",
            "b.md": "---\ntitle: B\nkind: tutorial\nprerequisites: [gone.md, a.md, A <lamp>]\n---\n",
            "c.md": "---\ntitle: C\nkind: tutorial\ntime: 5 minutes\nprerequisites: gone.md\n---\n",
        ]
        try await SiteTest.run(files) { site in
            try await site.build()
            #expect(try !site.main("a/index.html").contains("<dl"))
            #expect(
                try site.main("b/index.html").contains(
                    "<dd><ul><li><a href=\"/a/\">A</a></li><li>A &lt;lamp&gt;</li></ul></dd>"))
            #expect(
                try site.main("c/index.html").contains(
                    "<dl class=\"needs\">\n<dt>Time needed</dt><dd>5 min</dd>\n</dl>"))
        }
    }

    @Test("An image that is an article, or that readers do not see, is the words that describe it")
    func noImage() async throws {
        let files = [
            "a.md":
                "# A\n\n![The *other* one](b.md), ![secret](c.md), ![](b.md)\n\n![Cap](b.md \"C\")\n",
            "b.md": "# B\n", "c.md": "---\ntitle: C\ndraft: true\n---\n",
        ]
        try await SiteTest.run(files) { site in
            try await site.build()
            let page = try site.main("a/index.html")
            #expect(
                page.contains("<p>The other one, secret, </p>\n<figure>\nCap\n<figcaption>C</figcaption>"))
            #expect(!page.contains("<img"))
        }
    }

    @Test("An image on another host is loaded late and told nothing; one of the site is neither")
    func remoteImages() async throws {
        let files = [
            "a.md":
                "# A\n\n![A](https://example.org/a.svg) ![B](b.svg) ![C](//example.org/c.svg)\n",
            "b.svg": "<svg xmlns=\"http://www.w3.org/2000/svg\"/>",
        ]
        try await SiteTest.run(files) { site in
            try await site.build()
            let images = try site.main("a/index.html").matches(of: /<img[^>]*>/).map {
                String($0.output).replacing(/\.[0-9a-f]{12}\./, with: ".<hash>.")
            }
            let late = "loading=\"lazy\" referrerpolicy=\"no-referrer\" />"
            expectNoDifference(
                images,
                [
                    "<img src=\"https://example.org/a.svg\" alt=\"A\" \(late)",
                    "<img src=\"/b.<hash>.svg\" alt=\"B\" />",
                    "<img src=\"//example.org/c.svg\" alt=\"C\" \(late)",
                ])
        }
    }

    @Test("Every word of the interface is said somewhere")
    func words() async throws {
        let sources = URL(filePath: #filePath).resolvingSymlinksInPath().deletingLastPathComponent()
            .deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: "Sources")
        var text = ""
        let endings = ["swift", "mustache"]
        for path in try FileManager.default.subpathsOfDirectory(atPath: sources.path).sorted()
        where endings.contains(where: { path.hasSuffix(".\($0)") }) {
            text += try String(contentsOf: sources.appending(path: path), encoding: .utf8)
        }
        let theme = try Theme(replacements: [:], settings: SiteSettings(), languages: ["en"])
        // `"mail_\(name)_subject"` says all that begins and ends like this.
        let frames =
            text.matches(of: /"([a-z]+_(?:[a-z]+_)*)\\\([^()"]*\)([a-z_]*)"/).map {
                (String($0.1), String($0.2))
            } + [("search_", "")]
        let silent = theme.wordNames.filter { name in
            let rests = frames.filter { name.hasPrefix($0.0) && name.hasSuffix($0.1) }.map {
                String(name.dropFirst($0.0.count).dropLast($0.1.count))
            }
            return !text.contains("\"\(name)\"") && !text.contains("{{\(name)}}")
                && !rests.contains { text.contains("\"\($0)\"") || text.contains("case \($0)") }
        }
        expectNoDifference(silent, [])
    }
}
