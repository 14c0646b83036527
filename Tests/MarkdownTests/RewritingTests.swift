// Texts as Markdown that stands for itself.

internal import Markdown
internal import Testing

struct RewritingTests {
    private func rewritten(_ source: String, snippets: [String: String] = [:]) -> String {
        let rewriting = MarkdownRewriting(
            variables: ["product": "Lamp", "mail": "help_desk@a.example", "odd": "A *b* [c] <d> `e` _f_\ng"],
            snippets: { snippets[$0] },
            destination: { destination, snippet in
                switch destination {
                case "a.md": snippet == nil ? "/a/index.md" : "/from/\(snippet ?? "")/a/"
                case "Lamp.md": "/lamp/index.md"
                case "gone.md": ""
                default: nil
                }
            })
        return String(decoding: rewriting(Array(source.utf8)[...]), as: UTF8.self)
    }

    @Test func `variables are filled in where a page fills them in`() {
        expectSame(
            rewritten(
                """
                {{product}} and {{ product }}, {{unknown}}, \\{{product}}, `{{product}}`, ``a ` {{product}}``
                `no end {{product}}

                | {{product}} | `{{product}}` |
                |---|---|
                | {{mail}} | <b title="{{product}}">{{product}}</b> |

                ## {{product}} {#id}

                > [!NOTE] {{product}}
                > - {{product}}
                >
                >       {{product}}

                ```sh
                {{product}}
                ```
                {{product}}

                <pre>{{product}}</pre>

                <div>
                {{product}}
                </div>

                :::details {{product}}
                {{product}}
                :::

                    {{product}}

                <!-- {{product}} --> <https://example.com/{{product}}>
                """),
            """
            Lamp and Lamp, {{unknown}}, \\{{product}}, `{{product}}`, ``a ` {{product}}``
            `no end Lamp

            | Lamp | `{{product}}` |
            |---|---|
            | help_desk@a.example | <b title="{{product}}">Lamp</b> |

            ## Lamp {#id}

            > [!NOTE] Lamp
            > - Lamp
            >
            >       {{product}}

            ```sh
            {{product}}
            ```
            Lamp

            <pre>{{product}}</pre>

            <div>
            {{product}}
            </div>

            :::details Lamp
            Lamp
            :::

                {{product}}

            <!-- {{product}} --> <https://example.com/{{product}}>
            """)
    }

    @Test func `a value is text and never becomes Markdown`() {
        expectSame(rewritten("{{odd}}"), "A \\*b\\* \\[c] \\<d> \\`e\\` \\_f_ g")
    }

    @Test func `destinations lead elsewhere, in text and never in code`() {
        expectSame(
            rewritten(
                """
                [a](a.md) [b](a.md "T") [c](<a.md>) ![d](gone.md) [e](other.md) `[f](a.md)` [[g](x)](a.md)
                [h]({{product}}.md) [i](mailto:{{mail}}) [j](b_(c).md)

                    [k](a.md)

                [l]: a.md
                """),
            """
            [a](/a/index.md) [b](/a/index.md "T") [c](/a/index.md) d [e](other.md) `[f](a.md)` \
            [[g](x)](/a/index.md)
            [h](/lamp/index.md) [i](mailto:help_desk@a.example) [j](b_(c).md)

                [k](a.md)

            [l]: /a/index.md
            """)
    }

    @Test func `snippets become the blocks that they are, wherever they stand`() {
        expectSame(
            rewritten(
                """
                Before.

                {{> window}}

                1. Step

                   {{> window}}
                2. {{> list}}

                > {{> window}}
                > {{> list}}

                In {{> window}} words, `{{> window}}`.
                """,
                snippets: [
                    "window": "{{product}} has [30 days](a.md).\n\n```\n{{product}}\n```\n\n",
                    "list": "- x\n- y",
                ]),
            """
            Before.

            Lamp has [30 days](/from/window/a/).

            ```
            {{product}}
            ```

            1. Step

               Lamp has [30 days](/from/window/a/).

               ```
               {{product}}
               ```
            2. - x
               - y

            > Lamp has [30 days](/from/window/a/).
            >
            > ```
            > {{product}}
            > ```
            >
            > - x
            > - y

            In {{> window}} words, `{{> window}}`.
            """)
    }

    @Test func `footnotes of a snippet keep apart from those of the page`() {
        expectSame(
            rewritten(
                "A[^1]\n\n{{> a}}\n\n[^1]: Page.\n", snippets: ["a": "B[^1] [^no]\n\n[^1]: Snippet."]),
            "A[^1]\n\nB[^1-a] [^no]\n\n[^1-a]: Snippet.\n\n[^1]: Page.\n")
    }

    @Test func `what a page leaves out is left out`() {
        expectSame(
            rewritten(
                "A\n\n{{> none}}\n\n{{> one}}\n{{> none}}\n\nB\n",
                snippets: ["one": "1\n\n{{> two}}", "two": "2\n\n{{> one}}\n"]),
            "A\n\n\n1\n\n2\n\nB\n")
        let growing = rewritten(
            "{{> 0}}\n",
            snippets: Dictionary(
                uniqueKeysWithValues: (0..<10).map { number in
                    ("\(number)", String(repeating: "{{> \(number + 1)}}\n\n", count: 10) + "x")
                }))
        #expect(growing.utf8.count < 4 << 20)
    }

    @Test func `line ends, a text without an end and a text over the budget stay what they are`() {
        expectSame(rewritten("a {{product}}\r\n\r\nb"), "a Lamp\r\n\r\nb")
        let deep = String(repeating: "> ", count: 60) + "{{product}}"
        expectSame(rewritten(deep), deep)
    }

    @Test(
        "The short way through plain links gives what the long one gives",
        arguments: [
            "[One](a.md), ![two](a.md \"A title\")\n\n- [three](b.md)\n\n| [four](Lamp.md) |\n|---|\n",
            "# [A](a.md)", "no link", "", "[x] [ ] ]", "[one](a.md) and `[code]`",
        ])
    func shortWay(_ source: String) throws {
        let short = try #require(links(of: source))
        expectSame(short, rewritten(source))
    }

    @Test(
        "Where something may be no link, the long way is gone",
        arguments: [
            "[one](a.md) `[code](a.md)`", "[one](a.md)\n\n    [code](a.md)\n", "[one][r]\n\n[r]: a.md\n",
            "[one]( a.md)", "[one](<a.md>)", "\\[one](a.md) [two](a.md)", "[one](gone.md)",
            "[one](a.md 'single')", "x <!-- [one](a.md) --> [two](a.md)", "[x] ](",
            "[one](a(b).md) [two](a.md)",
        ])
    func longWay(_ source: String) {
        #expect(links(of: source) == nil)
    }

    /// The short way, told what the page has: every link that the renderer found.
    private func links(of source: String) -> String? {
        let rewriting = MarkdownRewriting(
            variables: [:], snippets: { _ in nil },
            destination: { destination, _ in
                ["a.md": "/a/index.md", "Lamp.md": "/lamp/index.md", "gone.md": ""][destination]
            })
        var uses: [String: Int] = [:]
        for link in MarkdownDocument(parsing: source).links
        where ["a.md", "Lamp.md", "gone.md"].contains(link.destination) {
            uses[link.destination, default: 0] += 1
        }
        return rewriting.links(of: Array(source.utf8)[...], uses).map { String(decoding: $0, as: UTF8.self) }
    }
}
