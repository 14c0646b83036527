// Where the links of an article lead to.

/// What a relative destination turned out to be.
public enum LinkTarget: Sendable, Equatable {
    /// A visible article, by its position.
    case article(Int)
    /// An article that readers do not see.
    case hidden(path: String)
    /// Another file of the content folder, by its path.
    case file(String)
    /// A folder with a collection of its own, by its position.
    case collection(Int)
    /// Nothing that is there.
    case missing(path: String)
    /// Out of the content folder.
    case outside
    /// Not relative: a whole address, an address from the site's top, or an anchor.
    case elsewhere
}

extension KnowledgeBase {
    /// Finds out where a destination leads that stands in an article.
    ///
    /// - Parameters:
    ///   - snippet: the name of the snippet that it stands in: its path begins at that file, as in
    ///     any viewer of Markdown; `nil` for the article itself.
    ///   - isFile: whether a path is another file of the content folder.
    /// - Returns: the target, and `?…` or `#…` that stands behind it.
    public func target(
        of destination: String, in article: Article, snippet: String? = nil, isFile: (String) -> Bool
    ) -> (target: LinkTarget, suffix: Substring) {
        let file = ArticleFindings.file(snippet, in: article.path)
        guard let parts = Destination(destination, from: file) else {
            return (hiddenPath(ofAddress: destination).map { .hidden(path: $0) } ?? .elsewhere, "")
        }
        guard let path = parts.path else { return (.outside, parts.suffix) }
        if path.hasSuffix(".md") {
            if let position = positionInLanguage(path, of: article) {
                return (.article(position), parts.suffix)
            }
            if hiddenPaths.contains(path) { return (.hidden(path: path), parts.suffix) }
            return (.missing(path: path), parts.suffix)
        }
        if isFile(path) { return (.file(path), parts.suffix) }
        if let position = positionOfPath["\(path).md"] { return (.article(position), parts.suffix) }
        if let position = collection(folder: path, language: article.language) {
            return (.collection(position), parts.suffix)
        }
        // The name of a folder of which readers see nothing is not for them, either.
        if hiddenPaths.contains("\(path).md") || hiddenPaths.contains(where: { $0.hasPrefix("\(path)/") }) {
            return (.hidden(path: path), parts.suffix)
        }
        return (.missing(path: path), parts.suffix)
    }

    /// Where each of an article's links and images leads, in their order.
    public func targets(
        of findings: ArticleFindings, in article: Article, isFile: (String) -> Bool
    ) -> [LinkTarget] {
        findings.links.map { link in
            target(of: link.destination, in: article, snippet: link.snippet, isFile: isFile).target
        }
    }

    /// The path of the article that readers do not see at an address of this site; `nil` for all others.
    private func hiddenPath(ofAddress destination: String) -> String? {
        guard !hiddenPathOfAddress.isEmpty else { return nil }
        var address = destination[...]
        if let origin = settings.origin, address.hasPrefix("\(origin)/") {
            address = address.dropFirst(origin.count)
        }
        guard address.hasPrefix("/") else { return nil }
        let end = address.firstIndex { $0 == "#" || $0 == "?" } ?? address.endIndex
        var parts = address[..<end].split(separator: "/")
        if let last = parts.last, last == "index.html" || last == "index.md" { parts.removeLast() }
        let place = "/" + parts.map { $0 + "/" }.joined()
        return hiddenPathOfAddress[place] ?? hiddenPathOfAddress[settings.basePath + place]
    }

    /// A link in a translation to the original of another page means that page's translation.
    private func positionInLanguage(_ path: String, of article: Article) -> Int? {
        guard let position = positionOfPath[path] else { return nil }
        guard articles[position].language != article.language else { return position }
        return positionsOfStem[articles[position].stem]?.first { articles[$0].language == article.language }
            ?? position
    }
}
