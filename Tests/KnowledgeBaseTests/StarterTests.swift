// What articles and sites begin with.

import CustomDump
import KnowledgeBase
import Testing

@Suite("A new article")
struct StarterTests {
    private let day = CalendarDay(daysSince1970: 20_778)

    @Test("Begins with the front matter of its kind and a text to write over")
    func whole() throws {
        let place = try StarterPlace("Maintenance: on Monday", folder: "news", fallback: "a")
        let article = Starter(.announcement, at: place, date: day, isDraft: true)
        expectNoDifference(article.path, "news/maintenance-on-monday.md")
        expectNoDifference(
            article.text,
            """
            ---
            title: "Maintenance: on Monday"
            description: Say in one sentence what changes, and for whom.
            kind: announcement
            # The first day on which it is there, and the first on which it is gone.
            publish: 2026-11-21
            expires: 2026-11-28
            draft: true
            ---

            Say what happens, from when to when, and what readers have to do about it, if anything.

            """)
    }

    @Test("Has nothing wrong with it but what its writer has to say", arguments: ArticleKind.allCases)
    func lints(kind: ArticleKind) throws {
        let place = try StarterPlace("How do I get a refund?", folder: "", fallback: "a")
        let article = Starter(kind, at: place, date: day)
        let example = Lint.Example([article.path: article.text])
        expectNoDifference(
            example.found().diagnostics.map(\.description),
            [
                "how-do-i-get-a-refund.md:3:1: warning: the description is the one that the article began with: "
                    + "say what it is about. [starting-text]"
            ])
    }

    @Test(
        "Keeps its title, whatever that is",
        arguments: [
            "How do I get a refund?", "Error: no paper", "#1 in print", "\"Quoted\" and 'quoted'",
            "C:\\Users",
            "yes", "null", "2026", "1.5", "- not a list", "* star", "&anchor *alias", "{braces}: [x]",
            "{date} {title}", "{{variable}} {{> snippet}}", "🎉 Party 🏳️‍🌈", "كيف أسترد مالي؟",
            "\u{200F}من اليمين\u{200E}", "払い戻し", "e\u{301}te\u{301}", "a\u{FEFF}b", "%TAG", "@home", "| pipe",
            "> fold",
            "---", "Ends with colon:", "a # no comment", "'", "\"", "\\", "~", "!tag",
        ])
    func titles(title: String) throws {
        let place = try StarterPlace(title, folder: "", fallback: "a")
        for kind in ArticleKind.allCases {
            let article = Starter(kind, at: place, date: day)
            let file = ParsedFile(SourceFile(path: article.path, text: article.text))
            expectNoDifference(file.diagnostics, [])
            expectNoDifference(file.matter.title, title)
            expectNoDifference(file.matter.kind, kind)
        }
        let site = StarterSite.files(title: title, date: day)
        let settings = try #require(site.first { $0.path == "content/site.yaml" })
        let (parsed, diagnostics) = SiteSettings.parse(SourceFile(path: "site.yaml", text: settings.text))
        expectNoDifference(diagnostics, [])
        expectNoDifference(parsed.title, title)
    }

    @Test("Is one line, and holds nothing that YAML cannot")
    func lines() throws {
        let place = try StarterPlace(
            " Two\n lines\u{2028}and \u{1B}[1m\t\u{85}\u{FFFE}tab ", folder: "", fallback: "a")
        expectNoDifference(place.title, "Two lines and [1m tab")
    }

    @Test(
        "Lies in a file that is called as it is",
        arguments: [
            ("How do I get a refund?", "", "how-do-i-get-a-refund.md"),
            ("It's 5 o’clock", "", "its-5-oclock.md"),
            ("Straße & Übung", "hilfe/erste", "hilfe/erste/straße-übung.md"),
            ("كيف أسترد مالي؟", "", "كيف-أسترد-مالي.md"), ("払い戻し", "", "払い戻し.md"),
            ("🎉", "", "faq.md"), ("???", "billing/", "billing/faq.md"), ("a/../b", "", "a-b.md"),
            ("refund.md", "billing", "billing/refund.md"),
            ("billing/Get-Money.md", "", "billing/Get-Money.md"),
            ("./a/../b.de.md", "", "b.de.md"),
        ])
    func paths(title: String, folder: String, path: String) throws {
        expectNoDifference(try StarterPlace(title, folder: folder, fallback: "faq").path, path)
    }

    @Test("Has a name that file systems take, cut at a word where there is one")
    func longNames() throws {
        let words = String(repeating: "word ", count: 60)
        expectNoDifference(
            try StarterPlace(words, folder: "", fallback: "a").path,
            Array(repeating: "word", count: 16).joined(separator: "-") + ".md")
        let script = String(repeating: "払", count: 300)
        expectNoDifference(
            try StarterPlace(script, folder: "", fallback: "a").path,
            String(repeating: "払", count: 26) + ".md")
    }

    @Test("Takes its title from the file's name, unless it is given one")
    func titlesOfPaths() throws {
        let path = "start/connect-your-bank.md"
        expectNoDifference(try StarterPlace(path, folder: "", fallback: "a").title, "Connect your bank")
        expectNoDifference(try StarterPlace(path, title: "Bank!", folder: "", fallback: "a").title, "Bank!")
    }

    @Test(
        "Is refused where it could be no page",
        arguments: [
            (" ", "", StarterPlace.Refusal.emptyTitle), ("A", "../b", .outside(path: "../b/a.md")),
            ("A", "b/../..", .outside(path: "b/../../a.md")), ("A", "/tmp", .outside(path: "/tmp/a.md")),
            ("A", "_snippets", .noPage(path: "_snippets/a.md")), (".a.md", "", .noPage(path: ".a.md")),
            ("Search", "", .reserved(path: "search.md", name: "search")),
            ("Ask", "", .reserved(path: "ask.md", name: "ask")),
            ("A", "assets", .reserved(path: "assets/a.md", name: "assets")),
            ("Index", "billing", .folderPage(path: "billing/index.md")),
        ])
    func refusals(title: String, folder: String, refusal: StarterPlace.Refusal) {
        let thrown = #expect(throws: StarterPlace.Refusal.self) {
            try StarterPlace(title, folder: folder, fallback: "a")
        }
        expectNoDifference(thrown, refusal)
    }

    @Test("A refusal says what is wrong and what to do next")
    func sentences() {
        let refusals: [StarterPlace.Refusal] = [
            .emptyTitle, .outside(path: "../a.md"), .noPage(path: "_a.md"),
            .reserved(path: "ask.md", name: "ask"), .folderPage(path: "index.md"),
        ]
        expectNoDifference(
            refusals.map(\.description),
            [
                "an article has a title: write one in quotes, such as \"How do I get a refund?\".",
                "../a.md does not lie in the content folder: name a folder below it.",
                "_a.md would be no page, because a name in it begins with “_” or “.”: choose another one.",
                "ask.md cannot be an article, because the site itself needs “ask”: choose another title, or a "
                    + "folder with --in.",
                "index.md would be the page of its folder and no article: choose another title.",
            ])
    }

    @Test("A new help centre has nothing wrong with it")
    func site() {
        let files = StarterSite.files(title: "Example: Help", date: day)
        expectNoDifference(
            files.map(\.path),
            [
                ".gitignore", "content/site.yaml", "content/start/index.md", "content/start/first-steps.md",
                "content/billing/index.md", "content/billing/refund.md",
            ])
        let content = files.dropFirst().map { (String($0.path.dropFirst("content/".count)), $0.text) }
        let example = Lint.Example(Dictionary(uniqueKeysWithValues: content))
        expectNoDifference(example.found().diagnostics, [])
    }
}
