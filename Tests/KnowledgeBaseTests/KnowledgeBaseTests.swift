// From files to articles, collections and translations, and every mistake at once.

import CustomDump
import KnowledgeBase
import Testing

@Suite("A content folder")
struct KnowledgeBaseTests {
    private static let today = CalendarDay("2026-11-21") ?? CalendarDay(daysSince1970: 0)

    private func knowledgeBase(
        _ files: [String: String], site: String? = nil, viewpoint: KnowledgeBase.Viewpoint? = nil
    ) -> KnowledgeBase {
        let parsed = files.sorted { $0.key < $1.key }.map {
            ParsedFile(SourceFile(path: $0.key, text: $0.value))
        }
        let (settings, diagnostics) = SiteSettings.parse(SourceFile(path: "site.yaml", text: site ?? ""))
        return KnowledgeBase(
            settings: settings, files: parsed, viewpoint: viewpoint ?? .init(date: Self.today),
            diagnostics: diagnostics)
    }

    private func tree(_ knowledgeBase: KnowledgeBase) -> [String] {
        knowledgeBase.collections.map { collection in
            let titles = collection.articles.map { knowledgeBase.articles[$0].title }.joined(separator: ", ")
            return "\(collection.language) \(collection.address) “\(collection.title)” "
                + "\(collection.totalCount): \(titles)"
        }
    }

    @Test("Folders become nested collections, ordered by number, then title")
    func collections() {
        let knowledgeBase = knowledgeBase([
            "b/two.md": "---\ntitle: Two\norder: 2\n---\nText",
            "b/one.md": "---\ntitle: Zebra\norder: 1\n---\nText",
            "b/deep/er/x.md": "# From the heading\n\nText",
            "a/index.md": "---\ntitle: Last\norder: 9\n---\n",
            "a/three.md": "---\ntitle: Three\n---\n",
            "loose.md": "---\ntitle: Loose\n---\n",
        ])
        expectNoDifference(
            tree(knowledgeBase),
            [
                "en / “Start” 5: Loose",
                "en /a/ “Last” 1: Three",
                "en /b/ “B” 3: Zebra, Two",
                "en /b/deep/ “Deep” 1: ",
                "en /b/deep/er/ “Er” 1: From the heading",
            ])
        expectNoDifference(
            knowledgeBase.collections[0].children.map { knowledgeBase.collections[$0].folder }, ["a", "b"])
        expectNoDifference(knowledgeBase.diagnostics, [])
    }

    @Test("Translations stand beside the original, and each language has a tree of its own")
    func translations() {
        let knowledgeBase = knowledgeBase([
            "billing/refund.md": "---\ntitle: Refund\n---\n",
            "billing/refund.de.md": "---\ntitle: Erstattung\n---\n",
            "billing/only.md": "---\ntitle: Only\n---\n", "node.js.md": "---\ntitle: Node.js\n---\n",
            "billing/index.de.md": "---\ntitle: Abrechnung\n---\n",
        ])
        expectNoDifference(
            tree(knowledgeBase),
            [
                "en / “Start” 3: Node.js", "de /de/ “Start” 1: ", "en /billing/ “Billing” 2: Only, Refund",
                "de /de/billing/ “Abrechnung” 1: Erstattung",
            ])
        let original = knowledgeBase.articles.first { $0.title == "Refund" }
        let versions = original.map { knowledgeBase.translations(of: $0).map(\.address) }
        expectNoDifference(versions, ["/billing/refund/", "/de/billing/refund/"])
    }

    @Test("Drafts, internal, early and expired articles are not there for readers")
    func visibility() {
        let files = [
            "draft.md": "---\ntitle: Draft\ndraft: true\n---\n",
            "internal.md": "---\ntitle: Internal\nvisibility: internal\n---\n",
            "tomorrow.md": "---\ntitle: Tomorrow\npublish: 2026-11-22\n---\n",
            "gone.md": "---\ntitle: Gone\nexpires: 2026-11-21\n---\n",
            "here.md": "---\ntitle: Here\npublish: 2026-11-21\nexpires: 2026-11-22\n---\n",
        ]
        expectNoDifference(knowledgeBase(files).articles.map(\.title), ["Here"])
        let agents = KnowledgeBase.Viewpoint(date: Self.today, drafts: true, audience: .internal)
        expectNoDifference(
            knowledgeBase(files, viewpoint: agents).articles.map(\.title), ["Draft", "Here", "Internal"])
    }

    @Test("All mistakes of all files are told at once, with place and nearest right name")
    func diagnostics() {
        let knowledgeBase = knowledgeBase(
            [
                "a.md": "---\ntitel: A\norder: first\nkind: faqs\n---\n", "b.md": "---\ntitle: B\n",
                "c.md": "---\ntitle: \"C\n---\n", "d.md": "---\ntitle: D\nreviewed: yesterday\nzzz: 1\n---\n",
                "e.md": "Nothing but text.",
                "f/index.md": "---\ntitle: F\n---\n", "f.md": "---\ntitle: F\n---\n",
            ], site: "title: [a]\ncolour: red\nask: nobody\nsilence:\n  - lint: orphan\n    resaon: no\n")
        expectNoDifference(
            knowledgeBase.diagnostics.map(\.description),
            [
                "a.md:1:1: error: the page has no title: add `title: …` to its front matter, or a heading. [missing-title]",
                "a.md:2:1: error: the front matter has no field “titel”: did you mean “title”? [unknown-field]",
                "a.md:3:8: error: “order” must be a whole number. [wrong-type]",
                "a.md:4:7: error: “kind” must be one of faq, tutorial, article, announcement: did you mean “faq”? "
                    + "[wrong-type]",
                "b.md:1:1: fatal: the front matter has no end: put a line of `---` after its last field. "
                    + "[unclosed-front-matter]",
                "c.md:2:8: fatal: the quotation mark that opens here is not closed: put one behind the text. "
                    + "[invalid-yaml]",
                "d.md:3:11: error: “reviewed” must be a day like 2026-11-21. [wrong-type]",
                "d.md:4:1: error: the front matter has no field “zzz”; its fields are aliases, asked_as, author, "
                    + "description, draft, expires, kind, language, order, prerequisites, publish, related, "
                    + "review_after, reviewed, series, tags, time, title, translates, visibility. [unknown-field]",
                "e.md:1:1: error: the page has no title: add `title: …` to its front matter, or a heading. [missing-title]",
                "f/index.md:1:1: fatal: f.md has the same address, /f/: rename one of them. [address-clash]",
                "site.yaml:1:8: error: “title” must be text. [wrong-type]",
                "site.yaml:2:1: error: site.yaml has no field “colour”; its fields are ask, base_url, description, "
                    + "desk, form, language, languages, raw_html, review_after, search, silence, title, variables, votes. "
                    + "[unknown-field]",
                "site.yaml:3:6: error: “ask” must be an address, mailto:somebody@example.com, or false. [wrong-type]",
                "site.yaml:5:5: error: a silence says why: `reason: …`. [missing-field]",
                "site.yaml:6:5: error: site.yaml has no field “resaon”: did you mean “reason”? [unknown-field]",
            ])
    }

    @Test("A byte order mark, Windows line ends and quotes are read as their writer meant them")
    func encodings() {
        let file = SourceFile(path: "a.md", text: "\u{FEFF}---\r\ntitle: 'It''s here'\r\n---\r\nText\r\n")
        let parsed = ParsedFile(file)
        expectNoDifference(parsed.matter.title, "It's here")
        expectNoDifference(parsed.bodyLine, 4)
        expectNoDifference(String(decoding: file.bytes[parsed.bodyStart...], as: UTF8.self), "Text\r\n")
    }

    @Test("A file that is not UTF-8 is refused with the place of the first wrong byte")
    func invalidEncoding() {
        let parsed = ParsedFile(SourceFile(path: "a.md", bytes: Array("# Caf".utf8) + [0xE9, 0x0A]))
        expectNoDifference(
            parsed.diagnostics.map(\.description),
            ["a.md:1:6: fatal: the file is not text in UTF-8: save it in that encoding. [invalid-utf-8]"])
    }

    @Test(
        "A plain title is the same with and without the YAML parser",
        arguments: [
            "Simple words", "Colons: are special", "What's new? - a list", "Wörter & more", "yes please do",
            "null and void", "trailing colon:", "a # comment", "0123456", "'quoted'", "[x] y", "Title  ",
        ])
    func plainScalars(title: String) {
        let quick = ParsedFile(SourceFile(path: "a.md", text: "---\ntitle: \(title)\n---\n"))
        // `order` makes the reader take the YAML parser.
        let thorough = ParsedFile(SourceFile(path: "a.md", text: "---\ntitle: \(title)\norder: 1\n---\n"))
        expectNoDifference(quick.matter.title, thorough.matter.title)
    }
}
