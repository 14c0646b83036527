// Blocks between `:::name` and `:::`.

internal import Markdown
internal import Testing

struct DirectiveTests {
    @Test func `details open on a click and have a title with markup`() {
        expectHTML(
            ":::details What *if*?\nThen **this**.\n:::\n\nAfter.\n",
            """
            <details class="details">
            <summary>What <em>if</em>?</summary>
            <div class="details-body">
            <p>Then <strong>this</strong>.</p>
            </div>
            </details>
            <p>After.</p>

            """)
    }

    @Test func `tabs are radio buttons, each with its label and its panel`() {
        expectHTML(
            ":::tabs\n:::tab macOS\nA\n:::tab\nB\n:::\n",
            """
            <div class="tabs" role="group" aria-label="Tabs">
            <input type="radio" class="tab-input" name="tabs-1" id="tabs-1-1" checked="" />
            <label class="tab-label" for="tabs-1-1">macOS</label>
            <div class="tab-panel">
            <p>A</p>
            </div>
            <input type="radio" class="tab-input" name="tabs-1" id="tabs-1-2" />
            <label class="tab-label" for="tabs-1-2">Tab 2</label>
            <div class="tab-panel">
            <p>B</p>
            </div>
            </div>

            """)
    }

    @Test func `steps frame an ordered list`() {
        expectHTML(
            ":::steps\n1. One\n2. Two\n:::\n",
            "<div class=\"steps\">\n<ol>\n<li>One</li>\n<li>Two</li>\n</ol>\n</div>\n")
    }

    @Test func `blocks stand within lists and leave them tight`() {
        expectHTML(
            "- :::details A\n  x\n  :::\n- b\n",
            """
            <ul>
            <li>
            <details class="details">
            <summary>A</summary>
            <div class="details-body">
            x
            </div>
            </details>
            </li>
            <li>b</li>
            </ul>

            """)
    }

    @Test func `colons in code are code`() {
        let code = "```\n:::details\n```\n\n    :::\n"
        let document = MarkdownDocument(parsing: code)
        #expect(document.problems.isEmpty)
        #expect(document.html.markup.contains("<code>:::details\n</code>"))
        #expect(document.html.markup.contains("<code>:::\n</code>"))
    }

    @Test func `a block that is not closed ends with what is around it`() {
        let document = MarkdownDocument(parsing: "> :::steps\n> 1. a\n\nb\n")
        expectSame(
            document.html.markup,
            "<blockquote>\n<div class=\"steps\">\n<ol>\n<li>a</li>\n</ol>\n</div>\n</blockquote>\n<p>b</p>\n")
        expectSame(document.problems.map(\.code), [.unclosedBlock])
    }
}
