// What is wrong with a text, and what to do about it.

/// Something that a writer should put right. The text is rendered all the same.
public struct MarkdownProblem: Error, Sendable, Equatable {
    /// What kind of problem it is.
    public enum Code: String, Sendable, CaseIterable {
        /// A stranger's text is longer than the limit.
        case textTooLong = "text-too-long"
        /// Quotes and lists are nested too deeply.
        case nestingTooDeep = "nesting-too-deep"
        /// Too many square brackets are open in one paragraph.
        case tooManyBrackets = "too-many-brackets"
        /// A table has too many columns, or too many cells are missing in it.
        case tableTooLarge = "table-too-large"
        /// Snippets grew beyond the limit.
        case expansionTooLarge = "expansion-too-large"
        /// `{{name}}` is not among the variables.
        case unknownVariable = "unknown-variable"
        /// `{{> name}}` names no snippet.
        case unknownSnippet = "unknown-snippet"
        /// A snippet includes itself, directly or through others.
        case cyclicSnippet = "cyclic-snippet"
        /// `{{> name}}` does not stand in a paragraph of its own.
        case misplacedSnippet = "misplaced-snippet"
        /// `:::name` is not a block that exists.
        case unknownBlock = "unknown-block"
        /// A `:::` block is not closed where it should be.
        case unclosedBlock = "unclosed-block"
        /// `:::` closes nothing, or `:::tab` stands outside of `:::tabs`.
        case misplacedBlock = "misplaced-block"
        /// `:::steps` holds no numbered list.
        case stepsWithoutList = "steps-without-list"
        /// `:::tabs` holds no `:::tab`.
        case tabsWithoutTab = "tabs-without-tab"
        /// `> [!NAME]` is not a callout that exists.
        case unknownCallout = "unknown-callout"
        /// `key=value` behind a code block's language is not one that is understood.
        case unknownCodeKey = "unknown-code-key"
        /// Two headings ask for the same `{#id}`.
        case duplicateIdentifier = "duplicate-identifier"
        /// `[^label]` has no definition.
        case unknownFootnote = "unknown-footnote"
        /// A footnote is defined and nothing refers to it, so it is not shown.
        case unusedFootnote = "unused-footnote"
        /// A footnote is defined more than once.
        case duplicateFootnote = "duplicate-footnote"

        /// Whether the text is shown as it is, because reading it would take too long.
        public var isOverBudget: Bool {
            switch self {
            case .nestingTooDeep, .tableTooLarge, .textTooLong, .tooManyBrackets: true
            default: false
            }
        }
    }

    /// What kind of problem it is.
    public let code: Code
    /// The snippet that it stands in; `nil` for the text itself.
    public let snippet: String?
    /// The line in its file, counted from ``MarkdownOptions/firstLine``; in a snippet from 1.
    public let line: Int
    /// The column in bytes, from 1.
    public let column: Int
    /// What is wrong, and what to do next.
    public let message: String
}
