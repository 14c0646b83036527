// What differs from page to page, for each of the theme's layouts: the names between their braces.

/// The marks of a layout.
protocol LayoutMark: RawRepresentable<String>, CaseIterable, Hashable, Sendable {}

/// What stands around every page: `page.mustache`.
enum PageMark: String, LayoutMark {
    /// The window's title.
    case title
    /// What else belongs into the head: description, canonical address, structured data.
    case head
    /// The announcement, if there is one.
    case banner
    /// The switch between languages, if there are several.
    case languages
    /// The search box, but for pages that have it in their own content.
    case search
    /// The page's own content: one of the other layouts.
    case main
    /// What kind of page it is, as a class of the body.
    case kind
}

/// An article: `article.mustache`.
enum ArticleMark: String, LayoutMark {
    case breadcrumbs, title, description
    /// Kind, days and audience in a line.
    case facts
    /// That it may be out of date.
    case notice
    /// A tutorial's series, and what it needs.
    case tutorial
    case outline, text, votes, neighbours, related
}

/// A collection: `collection.mustache`.
enum CollectionMark: String, LayoutMark {
    case breadcrumbs, title, description
    /// The text of its `index.md`.
    case introduction
    case collections, articles
}

/// A language's home page: `home.mustache`.
enum HomeMark: String, LayoutMark {
    case description, search, introduction, collections, articles
}

/// The list of all articles: `search.mustache`.
enum SearchMark: String, LayoutMark {
    /// The search box, and the place where the answers to a query appear.
    case search, results
    case collections, letters, articles
}

/// The page for addresses that lead nowhere: `not-found.mustache`.
enum NotFoundMark: String, LayoutMark {
    case suggestions
}
