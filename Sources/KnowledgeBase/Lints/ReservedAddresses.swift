// Addresses that articles cannot have, because something else lies there.

/// The names at the site's top that are not for articles.
enum ReservedAddresses {
    /// What a build makes itself.
    private static let ofSite: Set<Substring> = [
        "404.html", "_redirects", "addresses.json", "assets", "feed.xml", "llms.txt", "robots.txt", "search",
        "sitemap.xml",
    ]
    /// What the server answers itself.
    static let ofServer: Set<Substring> = ["ask", "desk", "find", "sign-in", "t", "vote"]
    /// Where the page with the desk's form lies, on sites that have one.
    private static let form: Substring = "ask-a-person"

    /// Whether the site itself needs the address of a file below the output folder.
    static func isReserved(_ outputPath: String, _ settings: SiteSettings = SiteSettings()) -> Bool {
        let first = first(outputPath)
        return ofSite.contains(first) || (first == form && settings.hasFormPage)
    }

    /// The first part of a path.
    static func first(_ path: String) -> Substring {
        path.prefix { $0 != "/" }
    }

    /// The path of an article's page without its language.
    static func path(of article: Article, _ settings: SiteSettings) -> String {
        guard article.language != settings.language else { return article.outputPath }
        return String(article.outputPath.dropFirst(article.language.utf8.count + 1))
    }
}
