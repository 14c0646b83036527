// Headings: ids, sections, the lifted title.

internal import Markdown
internal import Testing

struct HeadingTests {
    @Test func `equal headings take their parent's words in front, then a number`() {
        let document = MarkdownDocument(
            parsing: "## Install\n### Options\n## Update\n### Options\n### Options\n## Über uns!\n## ...\n")
        expectSame(
            document.outline.map(\.id),
            ["install", "options", "update", "update-options", "options-2", "über-uns", "section"])
    }

    @Test func `a fixed id stays, and does not show`() {
        let document = MarkdownDocument(parsing: "## Refunds *now* {#refunds}\n\n## A \\{#b}\n")
        expectSame(
            document.html.markup,
            "<h2 id=\"refunds\">Refunds <em>now</em></h2>\n<h2 id=\"a-b\">A {#b}</h2>\n")
        expectSame(document.outline.map(\.title), ["Refunds now", "A {#b}"])
    }

    @Test func `a line break in a heading's HTML parts its words`() {
        let heading = MarkdownDocument(parsing: "## One<br>two <kbd>K</kbd><br />three").outline.first
        expectSame([heading?.title, heading?.id], ["One two K three", "one-two-k-three"])
    }

    @Test func `a fixed id is its heading's, also below one whose words are the same`() {
        let document = MarkdownDocument(
            parsing: "## Refunds\n\n> ## Refunds\n\n## Money back {#refunds}\n\n## Again {#refunds}\n")
        expectSame(document.outline.map(\.id), ["refunds-2", "refunds-3", "refunds", "again"])
        expectSame(document.problems.map(\.code), [.duplicateIdentifier])
    }

    @Test func `no heading gets an id that the page, a footnote or a tab has`() {
        var options = MarkdownOptions()
        options.reservedIdentifiers = ["main"]
        let document = MarkdownDocument(
            parsing:
                "## Main\n\n## Fn 1\n\n## Fnref 1\n\n## Tabs 1 1\n\n## Top {#main}\n\nA[^1]\n\n[^1]: B\n",
            options: options)
        expectSame(
            document.outline.map(\.id),
            ["main-2", "section-fn-1", "section-fnref-1", "section-tabs-1-1", "top"])
        expectSame(
            document.problems.map(\.message), ["the page itself has the id “main”; choose another one."])
    }

    @Test func `a first heading can be lifted out as the page's title`() {
        var options = MarkdownOptions()
        options.liftsTitle = true
        let document = MarkdownDocument(parsing: "# The *title*\n\nText.\n\n# Another\n", options: options)
        expectSame(document.leadingTitle, "The title")
        expectSame(document.html.markup, "<p>Text.</p>\n<h1 id=\"another\">Another</h1>\n")
        let later = MarkdownDocument(parsing: "Text.\n\n# Title\n", options: options)
        expectSame(later.leadingTitle, nil)
    }

    @Test func `a section's text holds everything that can be read`() {
        let text = """
            Intro ![a cat](cat.png).

            ## One

            | a | b |
            |---|---|
            | c | ~~d~~ |

            ```sh title="x.sh"
            ls
            ```

            :::details More
            Hidden.
            :::
            """
        expectSame(
            MarkdownDocument(parsing: text).sections.map { [$0.heading?.id ?? "", $0.text] },
            [["", "Intro a cat."], ["one", "a b\nc d\nx.sh\nls\nMore\nHidden."]])
    }

    @Test func `a heading knows the line that it was written on`() {
        var options = MarkdownOptions()
        options.firstLine = 4
        let document = MarkdownDocument(
            parsing: "# One\n\n{{> s}}\n\n> ## Two\n\nThree\n-----\n", options: options,
            snippets: { $0 == "s" ? "Text.\n\n### In the snippet\n" : nil })
        expectSame(
            document.outline.map { "\($0.snippet ?? "") \($0.line) \($0.title)" },
            [" 4 One", "s 3 In the snippet", " 8 Two", " 10 Three"])
    }

    @Test func `a prefix keeps the ids of several texts on one page apart`() {
        var options = MarkdownOptions()
        options.identifierPrefix = "m1-"
        expectHTML("# A\n", "<h1 id=\"m1-a\">A</h1>\n", options)
    }
}
