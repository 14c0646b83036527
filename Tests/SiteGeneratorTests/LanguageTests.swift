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
