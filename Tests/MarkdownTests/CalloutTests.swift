// Callouts: quotes in any other viewer.

internal import Markdown
internal import Testing

struct CalloutTests {
    @Test func `a callout without a title takes the word of its kind`() {
        expectHTML(
            "> [!NOTE]\n> Five *working* days.\n",
            """
            <div class="callout callout-note" role="note" aria-label="Note">
            <p class="callout-title">Note</p>
            <p>Five <em>working</em> days.</p>
            </div>

            """)
    }

    @Test func `a title may follow on the line`() {
        expectHTML(
            "> [!warning] Mind the **gap**\n>\n> - a\n",
            """
            <div class="callout callout-warning" role="note" aria-label="Warning">
            <p class="callout-title">Mind the <strong>gap</strong></p>
            <ul>
            <li>a</li>
            </ul>
            </div>

            """)
    }

    @Test func `the words of the page's language are used`() {
        var options = MarkdownOptions()
        options.words.tip = "Tipp"
        expectHTML(
            "> [!TIP]\n",
            """
            <div class="callout callout-tip" role="note" aria-label="Tipp">
            <p class="callout-title">Tipp</p>
            </div>

            """, options)
    }

    @Test func `other quotes stay quotes`() {
        expectHTML(
            "> [!OTHER]\n> a\n\n> \\[!NOTE]\n",
            "<blockquote>\n<p>[!OTHER]\na</p>\n</blockquote>\n<blockquote>\n<p>[!NOTE]</p>\n</blockquote>\n")
    }
}
