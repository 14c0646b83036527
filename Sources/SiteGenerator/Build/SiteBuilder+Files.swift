// Everything of a site that is not an article's page.

internal import KnowledgeBase
internal import Markdown

extension SiteBuilder {
    /// Adds lists, redirects, assets, referenced files and files for machines to the commit.
    ///
    /// - Parameters:
    ///   - targets: where the links of each article lead.
    ///   - introductions: the texts of the folders' `index.md`, by path.
    func addFiles(
        _ context: SiteContext, _ targets: [[LinkTarget]], _ introductions: [String: ArticleText],
        _ commit: SiteCommit
    ) throws {
        for file in context.theme.assets.files { try commit.add(file) }
        for path in Self.referencedFiles(targets) {
            guard let known = context.files[path], let file = folder.read(path) else { continue }
            try commit.add(OutputFile(path: known.outputPath, bytes: file.bytes))
        }
        try addLists(context, introductions, commit)
        for file in context.machineFiles() { try commit.add(file) }
    }

    private func addLists(
        _ context: SiteContext, _ introductions: [String: ArticleText], _ commit: SiteCommit
    ) throws {
        let knowledgeBase = context.knowledgeBase
        func add(_ path: String, _ parts: PageParts) throws {
            try commit.add(OutputFile(path: path, bytes: context.page(parts)))
        }
        for (position, collection) in knowledgeBase.collections.enumerated() {
            let index = collection.index.map { knowledgeBase.articles[$0].path }
            let introduction = index.flatMap { introductions[$0]?.document.bytes } ?? []
            if collection.folder.isEmpty {
                try add(
                    collection.outputPath, context.homePage(collection.language, introduction: introduction))
            } else {
                try add(collection.outputPath, context.collectionPage(position, introduction: introduction))
            }
        }
        for language in knowledgeBase.languages {
            try add(
                context.outputPath("search/index.html", language: language), context.searchPage(language))
            if context.settings.hasFormPage {
                let path = context.outputPath(SiteContext.formPath + "index.html", language: language)
                try add(path, context.formPage(language))
            }
            try add(context.outputPath("404.html", language: language), context.notFoundPage(language))
        }
        for (alias, article) in context.oldAddresses() {
            try add(alias.outputPath, context.redirectPage(to: article))
        }
    }

    /// The files that visible articles show or link to, in the order of their paths.
    private static func referencedFiles(_ targets: [[LinkTarget]]) -> [String] {
        var paths: Set<String> = []
        for targets in targets {
            for case .file(let path) in targets { paths.insert(path) }
        }
        return paths.sorted()
    }
}
