// Sites in several languages, and what their pages say in each.

import CustomDump
import Foundation
import KnowledgeBase
import Testing

@testable import SiteGenerator

@Suite("Languages")
struct LanguageTests {
    private let files = [
        "a.md": "---\ntitle: A\n---\n", "a.de.md": "---\ntitle: B\ntranslates: 0\n---\n",
        "a.fr.md": "---\ntitle: C\n---\n", "a.qqq.md": "---\ntitle: D\n---\n",
        "site.yaml": "languages: [en, de, fr, qqq]\n",
    ]

    @Test("A language without words of its own is called by its own name, else by its tag")
    func names() async throws {
        try await SiteTest.run(files) { site in
            let report = try await site.build()
            let names = try site.text("a/index.html").matches(
                of: /hreflang="[^"]*" lang="[^"]*"[^>]*>([^<]*)/)
            expectNoDifference(names.map { String($0.output.1) }, ["English", "Deutsch", "Français", "qqq"])
            expectNoDifference(
                report.diagnostics.filter { $0.code == "missing-words" }.map(\.file), ["a.fr.md", "a.qqq.md"])
        }
    }

    /// Where a page's switch leads, language by language; `?` where it says that the page is not there.
    private func languageSwitch(_ path: String, of site: SiteTest) throws -> [String] {
        let item = /<li><a href="([^"]*)" hreflang="([^"]*)" lang="[^"]*" dir="[^"]*"[^>]*>[^<]*<(small|\/a)/
        return try site.text(path).matches(of: item).map { match in
            "\(match.output.2) \(match.output.1)\(match.output.3 == "small" ? " ?" : "")"
        }
    }

    @Test("Every page has the switch, and where a page is missing it leads to the nearest thing and says so")
    func everyPage() async throws {
        let files = [
            "site.yaml": "languages: [en, de, ar]\nsilence: [{lint: translation-behind, reason: Test}]\n",
            "guides/a.md": "---\ntitle: A\naliases: [/old]\n---\n", "guides/deep/b.md": "# B\n",
            "guides/c.md": "# C\n", "guides/c.de.md": "# C\n", "d.ar.md": "# D\n",
        ]
        try await SiteTest.run(files) { site in
            try await site.build()
            expectNoDifference(
                try [
                    "index.html", "guides/a/index.html", "guides/c/index.html", "guides/deep/b/index.html",
                    "guides/deep/index.html", "ar/d/index.html", "search/index.html", "404.html",
                    "de/404.html", "old/index.html",
                ].map { "\($0): \(try languageSwitch($0, of: site).joined(separator: ", "))" },
                [
                    "index.html: en /, de /de/, ar /ar/",
                    "guides/a/index.html: en /guides/a/, de /de/guides/ ?, ar /ar/ ?",
                    "guides/c/index.html: en /guides/c/, de /de/guides/c/, ar /ar/ ?",
                    "guides/deep/b/index.html: en /guides/deep/b/, de /de/guides/ ?, ar /ar/ ?",
                    "guides/deep/index.html: en /guides/deep/, de /de/guides/ ?, ar /ar/ ?",
                    "ar/d/index.html: en / ?, de /de/ ?, ar /ar/d/",
                    "search/index.html: en /search/, de /de/search/, ar /ar/search/",
                    "404.html: en /, de /de/, ar /ar/", "de/404.html: en /, de /de/, ar /ar/",
                    "old/index.html: en /guides/a/, de /de/guides/ ?, ar /ar/ ?",
                ])
            #expect(
                try site.text("guides/a/index.html").contains(
                    "<small>Diese Seite ist noch nicht übersetzt.</small>"))
        }
        try await SiteTest.run(["a.md": "# A\n"]) { site in
            try await site.build()
            #expect(try !site.text("a/index.html").contains("class=\"languages\""))
        }
    }

    @Test("What leads to a page in another language says so")
    func foreignLinks() async throws {
        let files = [
            "site.yaml": "languages: [en, de]\nsilence: [{lint: translation-behind, reason: Test}]\n",
            "a.md": "---\ntitle: A\ndescription: About A.\n---\n", "b.md": "# B\n",
            "b.de.md": "---\ntitle: B\nkind: tutorial\nrelated: [a.md]\nprerequisites: [a.md]\n---\n",
        ]
        try await SiteTest.run(files) { site in
            try await site.build()
            let link = "<li><a href=\"/a/\" hreflang=\"en\" lang=\"en\">A</a>"
            let page = try site.main("de/b/index.html")
            #expect(page.contains("<ul>\(link)</li></ul>"))
            #expect(page.contains("<ul class=\"entries\">\n\(link)<p lang=\"en\">About A.</p></li>\n</ul>"))
        }
    }

    @Test("A language's home page says what its own index says, else what site.yaml says, else borrows")
    func descriptions() async throws {
        let files = [
            "site.yaml": "description: Ours.\nlanguages: [en, de]\n",
            "index.md": "---\ntitle: Help\ndescription: English.\n---\n", "a.de.md": "# A\n",
        ]
        try await SiteTest.run(files) { site in
            func leads() throws -> [Substring] {
                try ["index.html", "de/index.html"].map {
                    try #require(try site.main($0).firstMatch(of: /<p class="lead">([^<]*)/)).output.1
                }
            }
            try await site.build()
            expectNoDifference(try leads(), ["English.", "Ours."])
            try site.write(["site.yaml": "languages: [en, de]\n"])
            try await site.build()
            expectNoDifference(try leads(), ["English.", "English."])
            try site.write(["index.de.md": "---\ntitle: Hilfe\ndescription: Deutsch.\n---\n"])
            try await site.build()
            expectNoDifference(try leads(), ["English.", "Deutsch."])
        }
    }

    @Test("Each language has a feed of its own, and search engines learn which pages belong together")
    func feeds() async throws {
        let files = [
            "site.yaml": "base_url: https://example.org/kb\nlanguages: [en, de]\n",
            "a.md": "---\ntitle: A\nreviewed: 2026-11-01\n---\n",
            "a.de.md": "---\ntitle: Ä\nreviewed: 2026-11-02\n---\n",
            "b.de.md": "---\ntitle: B\n---\n",
        ]
        try await SiteTest.run(files) { site in
            try await site.build()
            #expect(try !site.text("feed.xml").contains("Ä"))
            expectNoDifference(
                try site.text("de/feed.xml"),
                """
                <?xml version="1.0" encoding="UTF-8"?>
                <feed xmlns="http://www.w3.org/2005/Atom" xml:lang="de">
                <title>Help</title>
                <id>https://example.org/kb/de/</id>
                <link rel="self" type="application/atom+xml" href="https://example.org/kb/de/feed.xml"/>
                <link rel="alternate" type="text/html" hreflang="de" href="https://example.org/kb/de/"/>
                <updated>2026-11-02T00:00:00Z</updated>
                <author><name>Help</name></author>
                <entry><title>Ä</title><id>https://example.org/kb/de/a/</id>\
                <link rel="alternate" type="text/html" href="https://example.org/kb/de/a/"/>\
                <updated>2026-11-02T00:00:00Z</updated></entry>
                </feed>

                """)
            func alternates(_ path: String) throws -> [Substring] {
                try site.text(path).split(separator: "\n").filter { $0.hasPrefix("<link rel=\"alternate\"") }
            }
            let feed = "<link rel=\"alternate\" type=\"application/atom+xml\" title=\"Help\" href="
            expectNoDifference(
                try alternates("de/a/index.html"),
                [
                    "\(feed)\"/kb/de/feed.xml\">",
                    "<link rel=\"alternate\" hreflang=\"en\" href=\"https://example.org/kb/a/\">",
                    "<link rel=\"alternate\" hreflang=\"de\" href=\"https://example.org/kb/de/a/\">",
                    "<link rel=\"alternate\" hreflang=\"x-default\" href=\"https://example.org/kb/a/\">",
                ])
            expectNoDifference(try alternates("de/b/index.html"), ["\(feed)\"/kb/de/feed.xml\">"])
        }
    }

    @Test("Tabs are called by words of the page's language")
    func tabs() async throws {
        let files = ["site.yaml": "language: de\n", "a.md": "# A\n\n:::tabs\n:::tab\nEins\n:::\n:::\n"]
        try await SiteTest.run(files) { site in
            try await site.build()
            let page = try site.main("a/index.html")
            #expect(page.contains("Reiter 1") && !page.contains("Tab"))
        }
    }

    @Test("Each language has a page for what is not there, and llms.txt says which is which")
    func pages() async throws {
        try await SiteTest.run(files) { site in
            try await site.build()
            #expect(try site.main("404.html").contains("<h1>This page is not here</h1>"))
            #expect(try site.main("de/404.html").contains("<h1>Diese Seite gibt es hier nicht</h1>"))
            #expect(
                try site.main("de/404.html").contains(
                    "data-home=\"/de/\" data-languages=\"/ /de/ /fr/ /qqq/\""))
            let sections = try site.text("llms.txt").split(separator: "\n").filter { $0.hasPrefix("## ") }
            expectNoDifference(
                sections, ["## Help (English)", "## Help (Deutsch)", "## Help (Français)", "## Help (qqq)"])
        }
    }

    @Test(
        "The page for what is not there names only what the site has",
        arguments: [
            ("", "Search for it above, look through all answers, or ask a person."),
            ("search: false\n", "Look through all answers, or ask a person."),
            ("ask: false\n", "Search for it above, or look through all answers."),
            ("search: false\nask: false\n", "Look through all answers."),
        ])
    func notFound(settings: String, sentence: String) async throws {
        try await SiteTest.run(["a.md": "# A\n", "site.yaml": settings]) { site in
            try await site.build()
            #expect(try site.main("404.html").contains("\n<p>\(sentence)</p>\n"))
            #expect(try site.main("search/index.html").contains("search box") == !settings.contains("search"))
        }
    }
}
