// Every code of a problem, with a text that raises it.

internal import Markdown
internal import Testing

struct ProblemTests {
    /// A text that has a problem.
    struct Sample: CustomTestStringConvertible {
        let code: MarkdownProblem.Code
        let text: String

        init(_ code: MarkdownProblem.Code, _ text: String) {
            self.code = code
            self.text = text
        }

        var testDescription: String { "\(code.rawValue): \(text.prefix(20))" }
    }

    private static let samples = [
        Sample(.nestingTooDeep, String(repeating: "> ", count: 51) + "a"),
        Sample(.nestingTooDeep, String(repeating: "- ", count: 51) + "a"),
        Sample(.tooManyBrackets, String(repeating: "![[]()", count: 600)),
        Sample(
            .tableTooLarge, String(repeating: "a|", count: 501) + "\n" + String(repeating: "-|", count: 501)),
        Sample(
            .tableTooLarge,
            String(repeating: "a|", count: 400) + "\n" + String(repeating: "-|", count: 400) + "\n"
                + String(repeating: "x\n", count: 200)),
        Sample(.expansionTooLarge, "{{> deep}}"), Sample(.cyclicSnippet, "{{> self}}"),
        Sample(.unknownVariable, "{{a}}"), Sample(.unknownSnippet, "{{> a}}"),
        Sample(.misplacedSnippet, "b {{> a}}"), Sample(.unknownBlock, ":::a\n"),
        Sample(.stepsWithoutList, ":::steps\n- a\n:::\n"), Sample(.tabsWithoutTab, ":::tabs\na\n:::\n"),
        Sample(.unknownCallout, "> [!WARN]\n> a\n"), Sample(.unknownCodeKey, "```sh linenos=1\n```\n"),
        Sample(.unclosedBlock, ":::steps\n"), Sample(.misplacedBlock, ":::\n"),
        Sample(.misplacedBlock, ":::tab a\n"), Sample(.duplicateIdentifier, "# a {#c}\n# b {#c}\n"),
        Sample(.unknownFootnote, "[^a]"), Sample(.unusedFootnote, "[^a]: b\n"),
        Sample(.duplicateFootnote, "[^a]\n\n[^a]: b\n[^a]: c\n"),
    ]

    @Test(arguments: samples) func `a text raises its problem`(sample: Sample) {
        let document = MarkdownDocument(parsing: sample.text) { name in
            if name == "self" { return "{{> self}}" }
            return name.hasPrefix("deep") ? "{{> \(name)r}}" : nil
        }
        expectSame(document.problems.map(\.code), [sample.code])
    }

    @Test func `every code has a text that raises it`() {
        // What only a stranger's text can have is raised in StrangerTests.
        let raised = Set(ProblemTests.samples.map(\.code)).union([.textTooLong])
        expectSame(Set(MarkdownProblem.Code.allCases).subtracting(raised), [])
    }

    @Test func `over the budget nothing is lost`() {
        let text = String(repeating: "- ", count: 60) + "<b>"
        let document = MarkdownDocument(parsing: text)
        expectSame(
            document.html.markup, "<pre>" + String(repeating: "- ", count: 60) + "&lt;b&gt;</pre>\n")
        expectSame(document.sections.map(\.text), [text])
        expectSame(
            document.problems.map(\.message),
            ["quotes and lists are nested more than 50 deep; take some levels out."])
    }

    @Test func `what only looks deep is within the budget`() {
        let code =
            "```\n" + String(repeating: "- ", count: 60) + "\n" + String(repeating: "[", count: 600)
            + "\n```\n"
        expectSame(MarkdownDocument(parsing: code + "---" + String(repeating: "-", count: 80)).problems, [])
    }

    @Test(
        "What stands behind a code block's language is a title, or is reported",
        arguments: [
            "title=\"x y\"": [], "js title=\"x = y\"": [], "js": [], "": [],
            "js title=foo": ["the title of a code block stands in quotation marks: title=\"…\"."],
            "js {1,2} linenos=true": [
                "a code block has no “{1,2}”; behind the language stands title=\"…\" or nothing.",
                "a code block has no “linenos”; behind the language stands title=\"…\" or nothing.",
            ],
        ])
    func codeKeys(info: String, messages: [String]) {
        let document = MarkdownDocument(parsing: "```\(info)\nx\n```\n")
        expectSame(document.problems.map(\.message), messages)
    }

    @Test func `a title stands above code without a language, too`() {
        expectHTML(
            "```title=\"x y\"\nz\n```\n",
            "<figure class=\"code\" data-copy>\n<figcaption>x y</figcaption>\n"
                + "<pre tabindex=\"0\"><code>z\n</code></pre>\n</figure>\n")
    }
}
