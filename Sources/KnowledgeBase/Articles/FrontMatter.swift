// What a writer says about an article, in YAML between two lines of `---` at its head.

/// What a page is for, and so what it looks like.
public enum ArticleKind: String, Sendable, CaseIterable {
    /// One question, or several as `##` headings, each an answer of its own.
    case faq
    /// Steps, with the time they take and what must be there before.
    case tutorial
    /// Anything else.
    case article
    /// News: stands as a banner on every page until it expires.
    case announcement
}

/// Who may read a page.
public enum Visibility: String, Sendable, CaseIterable {
    case `public`
    /// Agents alone: it leaves no byte in the built site.
    case `internal`
}

/// The typed front matter of an article. Every field may be missing.
public struct FrontMatter: Sendable, Equatable {
    /// What the page is called; without it the first heading is.
    public var title: String?
    /// What it is about, in a sentence for lists and search engines.
    public var description = ""
    /// What it is for.
    public var kind = ArticleKind.article
    /// Words that bring related articles together.
    public var tags: [String] = []
    /// Articles of a collection stand by this number, then by title.
    public var order: Int?
    /// Old addresses of the page, such as `/kb/12-refunds`.
    public var aliases: [String] = []
    /// The question in other people's words, for search.
    public var askedAs: [String] = []
    /// Paths of articles to read next, relative to the file.
    public var related: [String] = []
    /// Who wrote it.
    public var author: String?
    /// When somebody last made sure that it is true.
    public var reviewed: CalendarDay?
    /// After how many days without a review it may be outdated.
    public var reviewAfterDays: Int?
    /// Who may read it.
    public var visibility = Visibility.public
    /// The first day on which it is there.
    public var publish: CalendarDay?
    /// The first day on which it is gone.
    public var expires: CalendarDay?
    /// Not finished: never part of the site, unless drafts are asked for.
    public var isDraft = false
    /// A field that decides who sees it, and when, cannot be read: it is seen by nobody until that is
    /// mended.
    public var isHeldBack = false
    /// The language it is written in, where that is not the site's or the file name's.
    public var language: String?
    /// How many minutes a tutorial takes.
    public var minutes: Int?
    /// What a tutorial needs first: paths of articles, or plain words.
    public var prerequisites: [String] = []
    /// The series that a tutorial is part of.
    public var series: String?
    /// Of a translation: the fingerprint of the original's text when it was translated.
    public var translates: String?

    /// Nothing said.
    public init() {}
}
