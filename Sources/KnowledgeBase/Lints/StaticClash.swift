// Files below `_static/` that would stand in the place of a page.

extension Lint {
    static let staticClash = Lint(
        name: "static-clash", severity: .fatal,
        summary: "A file below `_static/` has the address of an article or a collection.",
        explanation: """
            What lies below `_static/` is copied to the site's top as it is. It may replace what the site \
            makes for machines, such as `robots.txt`, but not a page that somebody wrote. Rename one of \
            the two. No site is built until then.
            """,
        triggering: [
            Example(
                [
                    "good.md": page("Good"), "_static/good/index.html": "<p>Other</p>",
                    "_static/index.html": "<p>Home</p>",
                ],
                finds: [
                    "_static/good/index.html:1:1: fatal: good.md has the same address: rename one of them. "
                        + "[static-clash]",
                    "_static/index.html:1:1: fatal: the home page has the same address: rename this file. "
                        + "[static-clash]",
                ])
        ],
        nonTriggering: [Example(["good.md": page("Good"), "_static/robots.txt": "User-agent: *\n"])],
        check: { subject in
            guard !subject.staticFiles.isEmpty else { return [] }
            let knowledgeBase = subject.knowledgeBase
            var owners: [String: String] = [:]
            for collection in knowledgeBase.collections {
                let name = collection.folder.isEmpty ? "the home page" : "the collection \(collection.folder)"
                owners[collection.outputPath] = "\(name) has the same address: rename this file."
            }
            for article in knowledgeBase.articles where !article.isIndex {
                owners[article.outputPath] = "\(article.path) has the same address: rename one of them."
            }
            return subject.staticFiles.sorted().compactMap { path in
                owners[path].map { Finding(file: "_static/\(path)", message: $0) }
            }
        })
}
