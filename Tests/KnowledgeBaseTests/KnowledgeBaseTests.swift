// From files to collections and articles, and every mistake at once.

import CustomDump
import KnowledgeBase
import Markdown
import Testing

@Suite("A content folder")
struct KnowledgeBaseTests {
    @Test("Folders become collections, ordered by number, then title")
    func collections() throws {
        let knowledgeBase = try KnowledgeBase([
            SourceFile(path: "site.yaml", text: "title: Lamps\n"),
            SourceFile(path: "b/two.md", text: "---\ntitle: Two\norder: 2\n---\nText"),
            SourceFile(path: "b/one.md", text: "---\ntitle: Zebra\norder: 1\n---\nText"),
            SourceFile(path: "a/index.md", text: "---\ntitle: Last\norder: 9\n---\n"),
            SourceFile(path: "a/three.md", text: "---\ntitle: Three\n---\n"),
            SourceFile(path: "loose.md", text: "---\ntitle: Loose\n---\n"),
        ])
        let picture = knowledgeBase.collections.map { collection in
            [collection.address, collection.title] + collection.articles.map { "\($0.address) \($0.title)" }
        }
        expectNoDifference(
            picture,
            [
                ["/a/", "Last", "/a/three/ Three"],
                ["/b/", "B", "/b/one/ Zebra", "/b/two/ Two"],
            ])
        expectNoDifference(knowledgeBase.settings.title, "Lamps")
        expectNoDifference(knowledgeBase.looseArticles.map(\.address), ["/loose/"])
    }

    @Test("Links to Markdown files become addresses, others stay")
    func links() throws {
        let text = "---\ntitle: A\n---\n[b](../b/c.md#d) [up](../index.md) [out](https://example.org/x.md)"
        let knowledgeBase = try KnowledgeBase([SourceFile(path: "a/a.md", text: text)])
        expectNoDifference(
            knowledgeBase.articles[0].body.markup,
            """
            <p><a href="/b/c/#d">b</a> <a href="/">up</a> <a href="https://example.org/x.md">out</a></p>

            """)
    }

    @Test("All mistakes of all files are told at once, with file, line and column")
    func diagnostics() {
        let files = [
            SourceFile(path: "site.yaml", text: "title: [a]\ncolour: red\n"),
            SourceFile(path: "a.md", text: "---\ntitel: A\norder: first\n---\n"),
            SourceFile(path: "b.md", text: "---\ntitle: B\n"),
            SourceFile(path: "c.md", text: "---\ntitle: \"C\n---\n"),
        ]
        let error = #expect(throws: ContentErrors.self) { try KnowledgeBase(files) }
        expectNoDifference(
            error?.description,
            """
            a.md:3:8: “order” must be a whole number. [wrong-type]
            a.md:2:1: there is no field “titel”; the fields are description, order, title. [unknown-field]
            a.md:1:1: the page has no title: add `title: …` to its front matter. [missing-title]
            b.md:1:1: the front matter has no end: put a line of `---` after its last field. [unclosed-front-matter]
            b.md:1:1: the page has no title: add `title: …` to its front matter. [missing-title]
            c.md:2:10: the YAML cannot be read: found unexpected end of stream. [invalid-yaml]
            c.md:1:1: the page has no title: add `title: …` to its front matter. [missing-title]
            site.yaml:1:8: “title” must be text. [wrong-type]
            site.yaml:2:1: there is no field “colour”; the fields are description, title. [unknown-field]
            """)
    }

    @Test("Two files for one address are a mistake")
    func addressClash() {
        let error = #expect(throws: ContentErrors.self) {
            try KnowledgeBase([
                SourceFile(path: "a.md", text: "---\ntitle: A\n---\n"),
                SourceFile(path: "a/index.md", text: "---\ntitle: B\n---\n"),
            ])
        }
        expectNoDifference(
            error?.description,
            "a/index.md:1:1: a.md has the same address, /a/: rename one of them. [address-clash]")
    }
}
