// What is wrong with a text in itself: Markdown finds it while it renders, and says where.

internal import Markdown

extension Lint {
    /// The lints of a text's own mistakes. What is too much of something has a limit here because
    /// reading it would take long; such a text is shown as it is.
    static let ofText: [Lint] = [
        ofText(
            .unknownVariable, "`{{name}}` stands for nothing.",
            "What it stands for is written below `variables` in `site.yaml`.",
            wrong: "Ask {{name}}.", right: "Ask \\{{name}}, or `{{name}}`.",
            "a.md:4:5: error: there is no variable “name”; add it to the variables in site.yaml, or write \\{{ for two braces."
        ),
        ofText(
            .unknownSnippet, "`{{> name}}` names a snippet that is not there.",
            "The text of `{{> window}}` lies in `_snippets/window.md`.",
            wrong: "{{> windw}}", right: "{{> window}}",
            "a.md:4:1: error: there is no snippet “windw”: did you mean “window”?"),
        ofText(
            .cyclicSnippet, "A snippet includes itself, directly or through others.",
            "It would have no end, so it is left out where it comes round.",
            wrong: "{{> around}}", right: "{{> window}}",
            "_snippets/around.md:1:1: error: the snippet “around” includes itself; take this line out of it."),
        ofText(
            .misplacedSnippet, "`{{> name}}` does not stand in a paragraph of its own.",
            "A snippet is paragraphs, so it cannot stand within one. Put blank lines around it.",
            wrong: "Wait for {{> window}}.", right: "Wait:\n\n{{> window}}",
            "a.md:4:10: error: a snippet stands in a paragraph of its own; put an empty line before and after it."
        ),
        ofText(
            .expansionTooLarge,
            "The snippets of a text are more than 1 MiB, or more than 8 within each other.",
            "Snippets that include others grow quickly. Write some of their text into the article.",
            wrong: "{{> deep1}}", right: "{{> window}}",
            "_snippets/deep8.md:1:1: error: snippets may be 8 deep and 1 MiB in all; put some of their text here."
        ),
        ofText(
            .unknownBlock, "`:::name` is no block that exists.",
            "The blocks are `details`, `steps`, `tabs` and `tab`; callouts are written `> [!NOTE]`.",
            wrong: ":::detail More", right: ":::details More\nText.\n:::",
            "a.md:4:1: error: there is no block “:::detail”; the blocks are details, steps, tab and tabs."),
        ofText(
            .unknownCallout, "`> [!NAME]` is no callout that exists.",
            "The callouts are `NOTE`, `TIP`, `IMPORTANT`, `WARNING` and `CAUTION`. Anything else is shown as it is.",
            wrong: "> [!WARN]\n> Mind the gap.", right: "> [!WARNING]\n> Mind the gap.\n\n> \\[!WARN]",
            "a.md:4:3: error: there is no callout “WARN”: did you mean “WARNING”?"),
        ofText(
            .stepsWithoutList, "`:::steps` stands around no numbered list.",
            "The steps are the items of a list: each begins with `1.`, and what belongs to it is indented.",
            wrong: ":::steps\n- Open it.\n- Close it.\n:::",
            right: ":::steps\n1. Open it.\n1. Close it.\n:::",
            "a.md:4:1: error: these steps are no numbered list; begin each with “1.”, or take “:::steps” out."
        ),
        ofText(
            .tabsWithoutTab, "`:::tabs` stands around no tab.",
            "Each tab begins with a line of `:::tab` and its title; one `:::` closes all of them.",
            wrong: ":::tabs\nText.\n:::", right: ":::tabs\n:::tab Mac\nText.\n:::",
            "a.md:4:1: error: there is no tab in here; begin each with “:::tab” and its title."),
        ofText(
            .unknownCodeKey, "A code block asks for something that does not exist.",
            "Behind the language a code block may have a title: `title=\"config.yaml\"`. Other programs know more.",
            wrong: "```sh linenos=true title=\"a=b\"\nls\n```", right: "```sh title=\"a=b\"\nls\n```",
            "a.md:4:7: error: a code block has no “linenos”; behind the language stands title=\"…\" or nothing."
        ),
        ofText(
            .unclosedBlock, "A `:::` block has no end.",
            "Put a line of `:::` behind its last line.",
            wrong: ":::details More\nText.", right: ":::details More\nText.\n:::",
            "a.md:4:1: error: this block is not closed; put “:::” below its last line."),
        ofText(
            .misplacedBlock, "`:::` closes nothing, or a tab stands outside of tabs.",
            "Every `:::` on its own closes the block that was opened last; tabs stand between `:::tabs` and `:::`.",
            wrong: "Text.\n\n:::", right: ":::tabs\n:::tab One\nText.\n:::",
            "a.md:6:1: error: this “:::” closes nothing; take it out."),
        ofText(
            .duplicateIdentifier, "Two headings ask for the same `{#id}`.",
            "Links can lead to one of them only. Choose another id.",
            wrong: "## One {#x}\n\n## Two {#x}", right: "## One {#x}\n\n## Two {#y}",
            "a.md:6:8: error: another heading on this page has the id “x”; choose another one."),
        ofText(
            .unknownFootnote, "`[^label]` has no footnote.",
            "A footnote is a paragraph of its own: `[^hours]: On working days.`",
            wrong: "Soon.[^hours]", right: "Soon.[^hours]\n\n[^hours]: On working days.",
            "a.md:4:6: error: there is no footnote “hours”; define it in a line “[^hours]: …”, or write \\[."),
        ofText(
            .duplicateFootnote, "A footnote stands twice.",
            "The first one counts. Take the other one away or give it another label.",
            wrong: "Soon.[^a]\n\n[^a]: One.\n\n[^a]: Two.", right: "Soon.[^a]\n\n[^a]: One.",
            "a.md:8:3: error: the footnote “a” is defined already; give this one another label."),
        ofText(
            .unusedFootnote, "A footnote is defined, and nothing refers to it.",
            "It is not shown. Put its `[^label]` where it belongs, or take it out.",
            wrong: "Soon.\n\n[^a]: One.", right: "Soon.[^a]\n\n[^a]: One.",
            "a.md:6:3: error: nothing refers to the footnote “a”, so it is not shown; put [^a] where it belongs, or "
                + "take it out."),
        ofText(
            .nestingTooDeep, "More than 50 quotes and lists stand within each other.",
            "Nobody can read that. Write it in fewer levels.",
            wrong: String(repeating: "> ", count: 60) + "Deep.", right: "> > Deep.",
            "a.md:4:103: error: quotes and lists are nested more than 50 deep; take some levels out."),
        ofText(
            .tooManyBrackets, "A paragraph holds more than 500 open square brackets.",
            "Put it into a code block, or write `\\[`.",
            wrong: String(repeating: "[", count: 600), right: "[[Esc]]",
            "a.md:4:501: error: more than 500 square brackets are open here; close them, or put a backslash before each."
        ),
        ofText(
            .tableTooLarge, "A table has more than 500 columns.",
            "No screen is that wide. Make several tables of it, or a file to download.",
            wrong: String(repeating: "|a", count: 600) + "|\n" + String(repeating: "|-", count: 600) + "|",
            right: "|a|\n|-|",
            "a.md:5:1: error: this table has more than 500 columns; split it up."),
    ]
    private static func ofText(
        _ code: MarkdownProblem.Code, _ summary: String, _ explanation: String, wrong: String,
        right: String, _ finds: String
    ) -> Lint {
        let silence = "silence:\n  - {lint: unused-file, reason: Not every example needs every snippet.}\n"
        func folder(_ text: String) -> [String: String] {
            var files = [
                "a.md": page("A", text), "_snippets/window.md": "30 days.", "site.yaml": silence,
                "_snippets/around.md": "{{> around}}",
            ]
            for depth in 1...9 { files["_snippets/deep\(depth).md"] = "{{> deep\(depth + 1)}}" }
            return files
        }
        return Lint(
            name: code.rawValue, severity: .error, summary: summary, explanation: explanation,
            triggering: [Example(folder(wrong), finds: ["\(finds) [\(code.rawValue)]"])],
            nonTriggering: [Example(folder(right))],
            check: { subject in
                let inFields = code == .unknownVariable ? unknownInFields(subject) : []
                return inFields
                    + subject.problems.filter { $0.code == code.rawValue }.map {
                        let message =
                            switch code {
                            case .unknownSnippet: nearest($0.message, subject.snippets)
                            case .unknownCallout: nearestCallout($0.message)
                            default: $0.message
                            }
                        return Finding(
                            file: $0.file, line: $0.line, column: $0.column, message: message ?? $0.message)
                    }
            })
    }

    /// Variables of titles and descriptions that stand for nothing.
    private static func unknownInFields(_ subject: LintSubject) -> [Finding] {
        subject.inArticles { article, _ in
            [("title", article.matter.title), ("description", article.matter.description)].compactMap {
                field, text in
                guard let text, text.utf8.contains(UInt8(ascii: "{")),
                    let name = Variables.filled(text, subject.knowledgeBase.settings.variables).unknown
                else { return nil }
                return subject.finding(
                    in: article, field: field,
                    "there is no variable “\(name)”: add it to the variables in site.yaml.")
            }
        }
    }

    /// What other programs call their callouts.
    private static let callouts = [
        "NOTE": "NOTE", "INFO": "NOTE", "TIP": "TIP", "HINT": "TIP", "SUCCESS": "TIP",
        "IMPORTANT": "IMPORTANT", "WARNING": "WARNING", "WARN": "WARNING", "ATTENTION": "WARNING",
        "CAUTION": "CAUTION", "DANGER": "CAUTION", "ERROR": "CAUTION",
    ]

    /// The message about an unknown callout with the one that was probably meant.
    private static func nearestCallout(_ message: String) -> String? {
        guard let name = quoted(message),
            let nearest = Spelling.nearest(to: name.uppercased(), in: callouts.keys.sorted())
        else { return nil }
        return "there is no callout “\(name)”: did you mean “\(callouts[nearest] ?? nearest)”?"
    }

    /// What stands between the first quotation marks.
    private static func quoted(_ message: String) -> String? {
        guard let open = message.firstIndex(of: "“"), let close = message.firstIndex(of: "”"), open < close
        else { return nil }
        return String(message[message.index(after: open)..<close])
    }

    /// The message about an unknown snippet with the name that was probably meant; `nil` where none is
    /// near. Markdown knows snippets by asking for one, not what there is.
    private static func nearest(_ message: String, _ snippets: [String]) -> String? {
        guard message.hasPrefix("there is no"), let name = quoted(message) else { return nil }
        return Spelling.nearest(to: name, in: snippets).map {
            "there is no snippet “\(name)”: did you mean “\($0)”?"
        }
    }
}
