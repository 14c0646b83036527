// What a new article begins with: its file's path, its front matter and a text to write over.

/// A file that `porchlight new` makes. Pure: nothing is written here.
public struct Starter: Sendable, Equatable {
    /// Where it goes, below the folder that it is made in: `billing/how-do-i-get-a-refund.md`.
    public let path: String
    /// What stands in it.
    public let text: String

    /// An article.
    ///
    /// - Parameters:
    ///   - kind: decides which text it begins with.
    ///   - place: its title and where it goes.
    ///   - date: stands in it as the day of its review or publication.
    ///   - isDraft: whether it says that it is a draft.
    public init(_ kind: ArticleKind, at place: StarterPlace, date: CalendarDay, isDraft: Bool = false) {
        let filled = Self.fill(Self.text(of: kind), title: place.title, date: date)
        path = place.path
        // The first line of three hyphens behind the one at the very beginning ends the front matter.
        text =
            isDraft
            ? filled.replacing("\n---\n", with: "\ndraft: true\n---\n", maxReplacements: 1) : filled
    }

    init(path: String, text: String) {
        self.path = path
        self.text = text
    }

    /// The descriptions that articles begin with; one that is still there was forgotten.
    static let descriptions: Set<String> = Set(
        ArticleKind.allCases.map { kind in
            ParsedFile(SourceFile(path: "a.md", text: text(of: kind))).matter.description
        })

    /// A starting text with its placeholders filled in. The title comes last, so that nothing in it
    /// is taken for another placeholder.
    static func fill(_ text: String, title: String, date: CalendarDay) -> String {
        text.replacing("{date}", with: "\(date)")
            .replacing("{week_later}", with: "\(date.adding(days: 7))")
            .replacing("{title}", with: YAMLText.scalar(title))
    }

    static func text(of kind: ArticleKind) -> String {
        switch kind {
        case .faq: String(decoding: PackageResources.faq_md, as: UTF8.self)
        case .tutorial: String(decoding: PackageResources.tutorial_md, as: UTF8.self)
        case .article: String(decoding: PackageResources.article_md, as: UTF8.self)
        case .announcement: String(decoding: PackageResources.announcement_md, as: UTF8.self)
        }
    }
}
