// Links: resolved, and recorded as they were written.

internal import Markdown
internal import Testing

struct LinkTests {
    private struct Site: LinkResolver {
        func link(_ destination: String, in snippet: String?) -> String {
            destination.replacing(".md", with: "/")
        }

        func image(_ destination: String, in snippet: String?) -> ImageReference {
            ImageReference(address: "/media/" + destination, width: 640, height: 480, isRemote: false)
        }
    }

    @Test func `a resolver gives addresses, and images their size`() {
        let document = MarkdownDocument(parsing: "[a](b.md) ![c](d.png)\n", resolver: Site())
        expectSame(
            document.html.markup,
            """
            <p><a href="b/">a</a> <img src="/media/d.png" alt="c" width="640" height="480" /></p>

            """
        )
    }

    @Test func `each use has its destination, its words and its place`() {
        let text = """
            a [b](c.md) [b](c.md)
              and ![](d.png) <https://e.example>
            > www.f.example and [g][]

            | [h](i.md) |
            |-----------|
            | [*j*](k.md) |

            [g]: l.md
            """
        expectSame(
            MarkdownDocument(parsing: text).links.map {
                "\($0.line):\($0.column) \($0.destination) “\($0.text)”\($0.isImage ? " image" : "")"
                    + ($0.isBareAddress ? " bare" : "") + ($0.hasText ? "" : " silent")
            },
            [
                "1:7 c.md “b”", "1:17 c.md “b”", "2:11 d.png “” image silent",
                "2:19 https://e.example “https://e.example” bare",
                "3:3 http://www.f.example “www.f.example” bare", "3:21 l.md “g”",
                "5:7 i.md “h”", "7:9 k.md “j”",
            ])
    }

    @Test func `bare addresses leave the end of the sentence alone`() {
        expectHTML(
            "See https://a.example/*b*/(c). Or (www.d.example), or e@f.example; `https://g.example`.\n",
            """
            <p>See <a href="https://a.example/*b*/(c)" class="bare">https://a.example/*b*/(c)</a>. Or \
            (<a href="http://www.d.example" class="bare">www.d.example</a>), \
            or <a href="mailto:e@f.example" class="bare">e@f.example</a>; <code class="whole">https://g.example</code>.</p>

            """)
    }

    @Test func `slugs read well in any script`() {
        expectSame(
            ["What’s new?", "C++ & C#", "Größe", "日本 語", "!!"].map(Slug.make(from:)),
            ["whats-new", "c-c", "größe", "日本-語", "section"])
    }
}
