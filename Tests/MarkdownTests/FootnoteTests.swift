// Footnotes between other blocks.

internal import Markdown
internal import Testing

struct FootnoteTests {
    @Test func `a footnote's list and the writer's lists stay apart`() {
        expectHTML(
            "1) a[^x]\n\n[^x]: note\n\n1) b\n",
            """
            <ol>
            <li>a<sup class="footnote-ref"><a href="#fn-x" id="fnref-x" data-footnote-ref>1</a></sup></li>
            </ol>
            <ol>
            <li>b</li>
            </ol>
            <section class="footnotes" data-footnotes>
            <ol>
            <li id="fn-x">
            <p>note <a href="#fnref-x" class="footnote-backref" data-footnote-backref \
            data-footnote-backref-idx="1" aria-label="Back to reference 1">↩</a></p>
            </li>
            </ol>
            </section>

            """)
    }

    @Test func `numbers follow the text, not the definitions`() {
        let html = MarkdownDocument(
            parsing: "[^b]: B[^c]\n[^a]: A\n[^c]: C\n\nx[^a] y[^b]\n"
        ).html.markup
        let order = html.split(separator: "<li id=\"fn-").dropFirst().map { String($0.prefix(1)) }
        expectSame(order, ["a", "b", "c"])
    }
}
