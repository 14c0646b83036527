// What a theme of one's own may add and name.

import CustomDump
import Foundation
import KnowledgeBase
import Testing

@testable import SiteGenerator

@Suite("A theme of one's own")
struct ThemeTests {
    private let layout = """
        <!doctype html>
        <html><head><title>{{title}}</title>
        <link rel="stylesheet" href="{{stylesheet}}"><link rel="stylesheet" href="./own.css">
        <script src="./own.js"></script></head>
        <body><img src="./photo.webp">{{{main}}}</body></html>
        """

    @Test("Names its files in layouts, stylesheets and scripts, and each gets its address")
    func names() async throws {
        let files = [
            "site.yaml": "base_url: https://example.org/help\n", "a.md": "# A\n",
            "_theme/layouts/page.mustache": layout, "_theme/assets/photo.webp": "RIFF",
            "_theme/assets/z.woff2": "wOF2", "_theme/assets/own.css": "@font-face { src: url(./z.woff2) }",
            "_theme/assets/style.css": "body { background: url(./photo.webp) }",
            "_theme/assets/own.js": "import \"./site.js\";\n",
        ]
        try await SiteTest.run(files) { site in
            try await site.build()
            func text(_ path: String) throws -> String {
                try site.text(path).replacing(/\.[0-9a-f]{12}\./, with: ".<hash>.")
            }
            func assets(_ name: String) throws -> [String] {
                try site.snapshot().keys.filter { $0.hasPrefix("assets/\(name).") }.map(text).sorted()
            }
            let page = try text("a/index.html")
            expectNoDifference(
                page.split(separator: "\n").dropFirst(2).prefix(3).map(String.init),
                [
                    "<link rel=\"stylesheet\" href=\"/help/assets/style.<hash>.css\">"
                        + "<link rel=\"stylesheet\" href=\"/help/assets/own.<hash>.css\">",
                    "<script src=\"/help/assets/own.<hash>.js\"></script></head>",
                    "<body><img src=\"/help/assets/photo.<hash>.webp\"><div class=\"reading\">",
                ])
            expectNoDifference(
                try assets("style"), ["body { background: url(/help/assets/photo.<hash>.webp) }"])
            expectNoDifference(
                try assets("own"),
                [
                    "@font-face { src: url(/help/assets/z.<hash>.woff2) }",
                    "import \"/help/assets/site.<hash>.js\";\n",
                ])
        }
    }

    @Test("A name that no file has stops the build, with the nearest that one has")
    func unknown() async throws {
        let files = [
            "a.md": "# A\n", "_theme/layouts/page.mustache": layout, "_theme/assets/own.css": "",
            "_theme/assets/own.js": "", "_theme/assets/photos.webp": "",
        ]
        try await SiteTest.run(files) { site in
            let error = await #expect(throws: BuildError.self) { try await site.build() }
            expectNoDifference(
                error?.description,
                "_theme/layouts/page.mustache:5:17: fatal: there is no ./photo.webp: put it into _theme/assets/, or "
                    + "did you mean ./photos.webp? [invalid-layout]")
        }
    }

    /// Why a site with this theme is not built.
    private func refusal(_ path: String, _ text: String) async throws -> String? {
        var message: String?
        try await SiteTest.run(["a.md": "# A\n", path: text]) { site in
            message = await #expect(throws: BuildError.self) { try await site.build() }?.description
        }
        return message
    }

    @Test("Replaces the layout of one kind of page, and the others stay as they are")
    func oneLayout() async throws {
        let files = [
            "index.md": "---\ntitle: Lamps\n---\nHello.\n", "guides/a.md": "---\ntitle: A & B\n---\nText.\n",
            "_theme/layouts/article.mustache":
                "<p class=\"up\">{{{breadcrumbs}}}</p>\n<h1>{{title}}</h1>\n{{{facts}}}\n{{{text}}}\n{{on_this_page}}\n",
            "_theme/layouts/not-found.mustache": "<h1>Gone</h1>\n{{{suggestions}}}\n",
        ]
        try await SiteTest.run(files) { site in
            let report = try await site.build()
            expectNoDifference(report.diagnostics, [])
            expectNoDifference(
                try site.main("guides/a/index.html"),
                """
                <p class="up"><nav class="breadcrumbs" aria-label="Breadcrumbs"><ol><li><a href="/">Help</a></li>\
                <li><a href="/guides/">Guides</a></li></ol></nav>
                </p>
                <h1>A &amp; B</h1>
                <p>Text.</p>
                On this page

                """)
            #expect(try site.main("404.html").hasPrefix("<h1>Gone</h1>\n<section data-addresses="))
            #expect(try site.main("guides/index.html").hasPrefix("<div class=\"reading\">\n<nav"))
        }
    }

    @Test("A layout that cannot be read says where and why in a sentence")
    func unreadableLayouts() async throws {
        let place = "_theme/layouts/article.mustache"
        let wrong = [
            "<h1>\n{{titel}}": "2:3: fatal: there is nothing called {{titel}}: did you mean {{title}}?",
            "<p>{{{text}}</p>":
                "1:13: fatal: a name is not closed: put as many braces behind it as before it.",
            "{{#search}}\n{{title}}": "2:10: fatal: a section is not closed: put {{/name}} where it ends.",
            "{{#search}}{{/help}}":
                "1:15: fatal: this closes another section than the last one that was opened.",
            "\n{{> page}}": "2:1: fatal: {{> cannot stand in a layout: take it out.",
            "{{#title}}{{/title}}": "1:1: fatal: {{#title}} cannot stand in a layout: take it out.",
        ]
        for (text, reason) in wrong {
            let message = try await refusal(place, text)
            expectNoDifference(message, "\(place):\(reason) [invalid-layout]")
        }
    }

    @Test("Words that cannot be read keep a site from being built, and the place is told")
    func unreadableWords() async throws {
        let message = try await refusal("_theme/words/en.yaml", "search: \"Find\n")
        expectNoDifference(
            message,
            "_theme/words/en.yaml:1:9: fatal: the quotation mark that opens here is not closed: put one behind "
                + "the text. [invalid-words]")
    }

    @Test("A file that replaces nothing, and a word that the site does not say, are reported")
    func strays() async throws {
        let files = [
            "a.md": "# A\n", "_theme/layouts/artikle.mustache": "", "_theme/words/en.yaml": "serch: Find\n",
        ]
        try await SiteTest.run(files) { site in
            let report = try await site.build()
            expectNoDifference(
                report.diagnostics.map(\.description),
                [
                    "_theme/layouts/artikle.mustache:1:1: error: there is no such layout: did you mean "
                        + "“article.mustache”? [unknown-theme-file]",
                    "_theme/words/en.yaml:1:1: error: the site does not say “serch”: did you mean “search”? "
                        + "[unknown-word]",
                ])
        }
    }
}
