// An answer made of articles, as Markdown.

internal import PluginKit

/// Writes an answer that names one or two articles, shows what they say, and says how to reach a person.
struct ReplyText {
    /// What is shown of an article, in characters.
    static let passageCharacters = 600

    let words: ReplyWords
    /// The customer's language; `nil` when nobody knows it.
    let language: String?

    /// CommonMark. What articles and their titles say stands in it as text, never as markup.
    func markdown(_ articles: [FoundArticle]) -> String {
        var parts = [articles.count > 1 ? words.openingOfTwo : words.opening]
        parts += articles.map(part)
        if let language, articles.contains(where: { Self.isOther($0.language, language) }) {
            parts.append(words.otherLanguage)
        }
        parts.append(words.person)
        return parts.joined(separator: "\n\n") + "\n"
    }

    private func part(_ article: FoundArticle) -> String {
        let title = article.title == article.page ? article.title : "\(article.title) (\(article.page))"
        var lines = "**\(Self.escaped(title))**\n"
        let passage = article.passage.split(whereSeparator: \.isNewline).joined(separator: " ")
        if !passage.isEmpty {
            lines += "\n> \(Self.escaped(String(passage.prefix(Self.passageCharacters))))\n"
        }
        return lines + "\n[\(words.readOn)](<\(Self.link(article.url))>)"
    }

    /// Whether two languages are known and are two.
    static func isOther(_ one: String, _ other: String) -> Bool {
        !one.isEmpty && ReplyWords.primary(one) != ReplyWords.primary(other)
    }

    /// Text in which nothing is markup (CommonMark 0.31.2, section 2.4).
    private static func escaped(_ text: String) -> String {
        var escaped = ""
        for character in text {
            if "\\`*_[]<>#|~!&".contains(character) { escaped.append("\\") }
            escaped.append(character)
        }
        return escaped
    }

    /// A link's destination between `<` and `>` (CommonMark 0.31.2, section 6.3).
    static func link(_ address: String) -> String {
        address.filter { $0 != "<" && $0 != ">" && $0 != "\\" && !$0.isNewline }
    }
}
