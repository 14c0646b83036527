// Variables and snippets, and the places of what is wrong with them.

internal import Markdown
internal import Testing

struct SnippetTests {
    @Test func `variables are text, in text and addresses and titles, not in code`() {
        var options = MarkdownOptions()
        options.variables = ["name": "A <b> *c*", "base": "https://a.example/x"]
        expectHTML(
            "{{name}} [{{ name }}]({{base}}/y \"{{name}}\") `{{name}}` \\{{name}}\n\n    {{name}}\n",
            """
            <p>A &lt;b&gt; *c* <a href="https://a.example/x/y" title="A &lt;b&gt; *c*">A &lt;b&gt; *c*</a> \
            <code>{{name}}</code> {{name}}</p>
            <figure class="code" data-copy>
            <pre tabindex="0"><code>{{name}}
            </code></pre>
            </figure>

            """, options)
    }

    @Test func `an unknown variable is a problem with its place`() {
        var options = MarkdownOptions()
        options.firstLine = 5
        options.variables = ["product": "P"]
        let document = MarkdownDocument(
            parsing: "a\n\n| {{product}} |\n|---|\n| b {{oops}} |\n", options: options)
        expectSame(
            document.problems.map { "\($0.line):\($0.column): \($0.message) [\($0.code.rawValue)]" },
            [
                "9:5: there is no variable “oops”; the variables are product. Add it to site.yaml, or write "
                    + "\\{{ for two braces. [unknown-variable]"
            ])
    }

    @Test(arguments: [
        ("../good", "a snippet is named by its path in _snippets/ without “.md”; write {{> good}}."),
        (
            "/_snippets/a/good.md",
            "a snippet is named by its path in _snippets/ without “.md”; write {{> a/good}}."
        ),
        ("good", "there is no snippet “good”; write the file _snippets/good.md."),
    ])
    func `a snippet that is not there is named rightly`(name: String, message: String) {
        let document = MarkdownDocument(parsing: "{{> \(name)}}\n")
        expectSame(document.problems.map(\.message), [message])
    }

    @Test func `a snippet is blocks, with footnotes and ids that fit the page`() {
        let document = MarkdownDocument(
            parsing: "# A\n\n- x[^1]\n\n  {{> a}}\n\n[^1]: outer\n",
            snippets: { $0 == "a" ? "# A\n\ny[^1]\n\n[^1]: inner\n" : nil })
        #expect(document.problems.isEmpty)
        expectSame(document.outline.map(\.id), ["a", "a-2"])
        #expect(document.html.markup.contains("<li id=\"fn-1\">\n<p>outer"))
        #expect(document.html.markup.contains("<li id=\"fn-1--2\">\n<p>inner"))
    }

    @Test func `a problem in a snippet names the snippet and its own line`() {
        let document = MarkdownDocument(
            parsing: "a\n\n{{> b/c}}\n", snippets: { _ in "x\n\n[y](z.md) {{oops}}\n" })
        expectSame(document.problems.map { "\($0.snippet ?? "") \($0.line):\($0.column)" }, ["b/c 3:11"])
        expectSame(document.links.map { "\($0.snippet ?? "") \($0.line):\($0.column)" }, ["b/c 3:5"])
    }

    @Test func `snippets that include themselves stop, and say so`() {
        let document = MarkdownDocument(
            parsing: "{{> a}}\n", snippets: { $0 == "a" ? "A\n\n{{> b}}\n" : "B\n\n{{> a}}\n" })
        expectSame(document.html.markup, "<p>A</p>\n<p>B</p>\n")
        expectSame(document.problems.map(\.code), [.cyclicSnippet])
    }

    @Test func `snippets cannot blow a page up`() {
        // Each includes the next ten times: 10^8 paragraphs without a limit.
        let document = MarkdownDocument(
            parsing: "{{> 0}}\n",
            snippets: { name in
                String(repeating: "{{> \((Int(name) ?? 0) + 1)}}\n\n", count: 10)
                    + String(repeating: "x ", count: 500)
            })
        expectSame(Set(document.problems.map(\.code)), [.expansionTooLarge])
        #expect(document.bytes.count < 4 << 20)
    }
}
