// A stranger's text: nothing runs, nothing loads, nothing is lost.

internal import Foundation
internal import Markdown
internal import Testing

struct StrangerTests {
    @Test func `raw HTML is shown as the text it is`() {
        expectHTML(
            "<script>alert(1)</script>\n\na <b onclick=x>c</b>\n",
            "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>\n<p>a &lt;b onclick=x&gt;c&lt;/b&gt;</p>\n",
            .stranger)
    }

    @Test(arguments: [
        "javascript:alert(1)", "JaVaScRiPt:alert(1)", "&#106;avascript:alert(1)", "javascript&colon;alert(1)",
        "\u{1}javascript:alert(1)", "data:text/html,x", "vbscript:x", "file:///etc/passwd",
        "jav&#9;ascript:x",
    ]) func `an address that runs something is left out`(address: String) {
        expectHTML(
            "[a](\(address)) <b>\n", "<p><a href=\"\" rel=\"nofollow noopener ugc\">a</a> &lt;b&gt;</p>\n",
            .stranger)
    }

    @Test func `an image becomes a link unless it is known to be here`() {
        expectHTML(
            "![a *b*](https://c.example/d.png)\n",
            "<p><a href=\"https://c.example/d.png\" rel=\"nofollow noopener ugc\">a b</a></p>\n", .stranger)
    }

    @Test func `blocks that need a writer's trust stay text, and headings have no ids`() {
        expectHTML(
            "# A {#b}\n\n:::details\n\n{{name}} {{> x}}\n",
            "<h1>A {#b}</h1>\n<p>:::details</p>\n<p>{{name}} {{&gt; x}}</p>\n", .stranger)
    }

    @Test func `a footnote that nothing refers to is shown all the same`() {
        expectHTML(
            "[^1]: my text\n",
            "<section class=\"footnotes\" data-footnotes>\n<ol>\n<li id=\"fn-1\">\n<p>my text </p>\n</li>\n"
                + "</ol>\n</section>\n", .stranger)
    }

    @Test func `a text of more than 64 KiB is shown as it is`() {
        let long = String(repeating: "<b> *a*\n", count: 8193)
        let document = MarkdownDocument(parsing: long, options: .stranger)
        expectSame(document.problems.map(\.code), [.textTooLong])
        #expect(document.html.markup.hasPrefix("<pre>&lt;b&gt; *a*\n"))
    }

    /// 6,600 payloads; Chromium has the last word on them, this only looks for tags that we never write.
    @Test(.enabled(if: MeasuringFolder.isThere, "payloads are in $PORCHLIGHT_DATA"))
    func `no payload brings a tag or an attribute of its own`() throws {
        let list = String(
            decoding: try MeasuringFolder.contents("hostile/payloadbox-xss/xss-payload-list.txt"),
            as: UTF8.self)
        var payloads = list.split(separator: "\n").map(String.init)
        payloads += try JSONDecoder().decode(
            [String].self, from: MeasuringFolder.contents("hostile/blns/blns.json"))
        #expect(payloads.count > 3000)
        let harmless = [
            "p", "a", "em", "strong", "code", "pre", "ul", "ol", "li", "blockquote", "h1", "h2", "h3", "h4",
            "h5",
            "h6", "hr", "br", "del", "table", "thead", "tbody", "tr", "th", "td", "div", "figure",
            "figcaption",
            "kbd", "sup", "section", "input",
        ]
        for payload in payloads {
            for text in [payload, "[x](\(payload))", "![x](<\(payload)>)", "| a |\n|-|\n| \(payload) |"] {
                let html = MarkdownDocument(parsing: text, options: .stranger).html.markup
                for piece in html.utf8.split(separator: UInt8(ascii: "<")) {
                    let tag = String(decoding: piece.prefix { $0 != UInt8(ascii: ">") }, as: UTF8.self)
                    let name = tag.drop { $0 == "/" }.prefix { $0 != " " }
                    if !harmless.contains(String(name)) { Issue.record("<\(tag)> from \(text)") }
                }
            }
        }
    }
}
