// The article about Markdown promises blocks; each of its examples is rendered here.

internal import Foundation
internal import Markdown
internal import Testing

struct ArticleTests {
    private static let article: String = {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        let file = root.appendingPathComponent("content/writing/markdown.md")
        return (try? String(contentsOf: file, encoding: .utf8)) ?? ""
    }()

    /// The texts between ```` ```markdown ```` and its end.
    private static let examples: [String] = {
        var examples: [String] = []
        var fence: String?
        for line in article.split(separator: "\n", omittingEmptySubsequences: false) {
            if let open = fence {
                if line == open {
                    fence = nil
                } else {
                    examples[examples.count - 1] += line + "\n"
                }
            } else if line.hasSuffix("`markdown") {
                fence = String(line.prefix { $0 == "`" })
                examples.append("")
            }
        }
        return examples
    }()

    @Test func `the article has an example for every block`() {
        #expect(ArticleTests.examples.count == 17)
    }

    @Test(arguments: examples) func `every example renders without a problem`(example: String) {
        var options = MarkdownOptions()
        options.variables = ["product": "Porchlight", "mail": "help@example.com"]
        let document = MarkdownDocument(parsing: example, options: options) {
            $0 == "refund-window" ? "Within 30 days." : nil
        }
        expectSame(document.problems, [])
        for syntax in [":::", "[!", "{{>", "[^", "[["] {
            #expect(!document.html.markup.contains(syntax), "\(syntax) was not understood")
        }
    }
}
