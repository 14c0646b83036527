// What all pages of a site share: computed once, read by every page.

internal import KnowledgeBase
internal import Markdown

/// Everything that a page needs to know beside its own article.
struct SiteContext: Sendable {
    let knowledgeBase: KnowledgeBase
    let theme: Theme
    /// The files of the content folder that are not pages, by their paths.
    let files: [String: ContentFile]
    /// Texts that articles include, by name.
    let snippets: [String: String]
    /// Files that are copied to the site's top as they are.
    let staticFiles: [(path: String, bytes: [UInt8])]
    let dates: DateWords
    /// The day of the build.
    let date: CalendarDay
    /// Where each article stands in its collection; nothing for a folder's own page.
    let places: [Int?]
    /// The tutorials of each series, in their order.
    let seriesParts: [String: [Int]]
    /// Articles by tag, for "related".
    let tagged: [String: [Int]]
    /// What stands as a banner on every page, by language.
    let banners: [String: [UInt8]]
    /// A digest of all that changes every page: settings, theme, program.
    let digest: ContentDigest

    var settings: SiteSettings { knowledgeBase.settings }

    func words(_ language: String) -> InterfaceWords { theme.words(language) }

    /// The address of a language's page from its path in the default language's tree: `search/`.
    func address(_ path: String, language: String) -> String {
        let prefix = language == settings.language ? "" : "\(language.lowercased())/"
        return "\(settings.basePath)/\(prefix)\(path)"
    }

    /// The output file of such a page.
    func outputPath(_ path: String, language: String) -> String {
        (language == settings.language ? "" : "\(language.lowercased())/") + path
    }

    /// A whole page from its own content.
    func page(_ parts: PageParts) -> [UInt8] {
        theme.layouts(parts.language).page.fill(capacity: parts.main.count + 8192) { mark in
            switch mark {
            case .title: Array(parts.windowTitle.utf8)
            case .head: parts.head
            case .banner: banners[parts.language] ?? []
            case .languages: parts.languages
            case .search: parts.hasSearchInside ? [] : theme.searchBox(parts.language, settings)
            case .main: parts.main
            case .kind: Array(parts.kind.utf8)
            }
        }
    }
}

/// What differs from page to page.
struct PageParts: Sendable {
    var language: String
    var windowTitle: String
    /// A class of the body.
    var kind: String
    /// Whether its own content holds the search box.
    var hasSearchInside = false
    var head: [UInt8] = []
    var languages: [UInt8] = []
    var main: [UInt8] = []
}

/// A file of the content folder that is not a page.
struct ContentFile: Sendable, Equatable {
    let path: String
    let digest: ContentDigest
    /// Length in bytes.
    let length: Int
    /// Width and height in pixels, for images whose format tells them.
    let size: ImageSize?

    /// Where it is copied to, below the output folder. Images carry their digest, so that they can
    /// be cached for ever; downloads keep the name that people know them by.
    var outputPath: String {
        guard ImageSize.isImage(path), let dot = path.lastIndex(of: ".") else { return path }
        return "\(path[..<dot]).\(digest.hexadecimal())\(path[dot...])"
    }
}
