// Headings that lead to themselves, and the answers of a FAQ.

import CustomDump
import Markdown
import Testing

@Suite("Headings that can be linked")
struct HeadingAnchorTests {
    private func html(_ text: String, _ change: (inout MarkdownOptions) -> Void) -> String {
        var options = MarkdownOptions()
        change(&options)
        return MarkdownDocument(parsing: text, options: options).html.markup
    }

    @Test("A heading's words lead to it, unless they hold a link already")
    func anchors() {
        expectNoDifference(
            html("## A *b*\n\n## [c](d)\n") { $0.hasHeadingAnchors = true },
            """
            <h2 id="a-b"><a class="anchor" href="#a-b">A <em>b</em></a></h2>
            <h2 id="c"><a href="d">c</a></h2>

            """)
    }

    @Test("Each question of a FAQ is a section with its answer")
    func answers() {
        expectNoDifference(
            html(
                "Before.\n\n## One?\n\nYes.\n\n### Part\n\n> ## Quoted\n\n## Two?\n\nNo.[^1]\n\n[^1]: Note.\n"
            ) {
                $0.wrapsAnswers = true
            }.split(separator: "<section class=\"footnotes\"")[0],
            """
            <p>Before.</p>
            <section class="answer">
            <h2 id="one">One?</h2>
            <p>Yes.</p>
            <h3 id="part">Part</h3>
            <blockquote>
            <h2 id="quoted">Quoted</h2>
            </blockquote>
            </section>
            <section class="answer">
            <h2 id="two">Two?</h2>
            <p>No.<sup class="footnote-ref"><a href="#fn-1" id="fnref-1" data-footnote-ref>1</a></sup></p>
            </section>

            """)
    }
}
