// A site in memory and on the disk.

import CustomDump
import Foundation
import KnowledgeBase
import Testing

@testable import SiteGenerator

@Suite("A site")
struct SiteTests {
    private func site(_ text: String = "Hello") throws -> Site {
        let knowledgeBase = try KnowledgeBase([
            SourceFile(path: "guides/a.md", text: "---\ntitle: A & B\n---\n\(text)\n\n## Part\n\nMore.")
        ])
        return try Site(of: knowledgeBase, theme: Theme())
    }

    @Test("Has a page for everything, and two builds are equal bytes")
    func files() throws {
        let site = try site()
        let names = site.files.map { $0.path.replacing(/[.][0-9a-f]{16}[.]/, with: ".<hash>.") }.sorted()
        expectNoDifference(
            names,
            [
                "404.html", "assets/lamp.<hash>.svg", "assets/search-index.<hash>.js",
                "assets/search.<hash>.js", "assets/search.<hash>.json", "assets/style.<hash>.css",
                "guides/a/index.html", "guides/index.html", "index.html", "search/index.html",
            ])
        expectNoDifference(try self.site().files, site.files)
    }

    @Test("An article's page escapes its title and shows its text")
    func articlePage() throws {
        let page = try #require(try site().files.first { $0.path == "guides/a/index.html" })
        let html = String(decoding: page.bytes, as: UTF8.self)
        let main = try #require(html.firstRange(of: "<main")).lowerBound
        let end = try #require(html.firstRange(of: "</main>")).upperBound
        expectNoDifference(
            String(html[main..<end]),
            """
            <main id="main" tabindex="-1">
            <nav class="breadcrumbs narrow" aria-label="Breadcrumbs"><a href="/">Help</a> › <a href="/guides/">Guides</a></nav>
            <article>
            <h1>A &amp; B</h1>
            <p>Hello</p>
            <h2 id="part">Part</h2>
            <p>More.</p>

            </article>
            </main>
            """)
    }

    @Test("Writing touches what has changed, and removes only what an earlier build wrote")
    func writing() throws {
        let parent = FileManager.default.temporaryDirectory.appending(path: "site-\(UUID())")
        defer { try? FileManager.default.removeItem(at: parent) }
        let folder = OutputFolder(parent.appending(path: "public"))
        let first = try site()
        expectNoDifference(
            try folder.write(first.files), OutputFolder.Changes(written: 10, removed: 0, unchanged: 0))
        let foreign = folder.url.appending(path: "CNAME")
        try Data("help.example.org".utf8).write(to: foreign)
        expectNoDifference(
            try folder.write(first.files), OutputFolder.Changes(written: 0, removed: 0, unchanged: 10))
        // Another text: its page and the search index change, and the index's name, so all pages do.
        expectNoDifference(
            try folder.write(try site("Goodbye").files),
            OutputFolder.Changes(written: 6, removed: 1, unchanged: 4))
        #expect(FileManager.default.fileExists(atPath: foreign.path))
    }
}
