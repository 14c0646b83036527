// One Markdown file as a page of the help centre.

/// A page of the help centre: all that other pages and lists need to know of it. Its text is
/// rendered elsewhere.
///
/// A class, because a large site passes its articles around a hundred times, and copying two dozen
/// fields each time costs more than all the rest. Nothing in it ever changes.
public final class Article: Sendable {
    /// The path below the content folder: `guides/install.de.md`.
    public let path: String
    /// The path without language and ending, which translations share: `guides/install`.
    public let stem: String
    /// What its writer says about it.
    public let matter: FrontMatter
    /// The page's title, from the front matter or the first heading.
    public let title: String
    /// The language it is written in.
    public let language: String
    /// Where the page lies on the site, ready for a link: `/de/guides/install/`.
    public let address: String
    /// The file of the page below the output folder: `de/guides/install/index.html`.
    public let outputPath: String
    /// Where its text begins in the file, in bytes.
    public let bodyStart: Int
    /// The line on which its text begins, from 1.
    public let bodyLine: Int
    /// Whether the title is the text's first heading, which the page then does not repeat.
    public let titleIsHeading: Bool

    /// The folder it lies in, without a slash at its end; empty at the top.
    public let folder: String
    /// Whether it describes its folder rather than being a page in it.
    public let isIndex: Bool

    init(
        path: String, stem: String, matter: FrontMatter, title: String, language: String, address: String,
        outputPath: String, bodyStart: Int, bodyLine: Int, titleIsHeading: Bool
    ) {
        self.path = path
        self.stem = stem
        self.matter = matter
        self.title = title
        self.language = language
        self.address = address
        self.outputPath = outputPath
        self.bodyStart = bodyStart
        self.bodyLine = bodyLine
        self.titleIsHeading = titleIsHeading
        folder = stem.lastIndex(of: "/").map { String(stem[..<$0]) } ?? ""
        isIndex = stem == "index" || stem.hasSuffix("/index")
    }

    /// Whether a reader may see it on a day.
    public func isVisible(on day: CalendarDay, drafts: Bool, to audience: Visibility) -> Bool {
        (audience == .internal || matter.visibility == .public)
            && (drafts || !matter.isDraft) && !matter.isHeldBack
            && matter.publish.map { $0 <= day } ?? true
            && matter.expires.map { day < $0 } ?? true
    }
}
