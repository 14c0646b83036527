// The theme: assets, layouts and words, the program's own or a writer's from `_theme/`.

internal import KnowledgeBase
internal import Markdown

/// The look and the words of a site, shared by the built pages and the server's own.
struct Theme: Sendable {
    let assets: ThemeAssets
    /// A digest of everything that a theme consists of.
    let digest: ContentDigest
    /// The files of a writer's own theme, by their paths in `_theme/`.
    let replacements: [String: [UInt8]]
    private let layouts: [String: LayoutSet]
    private let wordsByLanguage: [String: InterfaceWords]
    private let blockWordsByLanguage: [String: BlockWords]
    private let fallback: InterfaceWords

    /// Puts a theme together.
    ///
    /// - Parameters:
    ///   - replacements: the files below `_theme/`, by their paths in there: `layouts/page.mustache`,
    ///     `assets/style.css`, `words/fr.yaml`.
    /// - Throws: ``BuildError/content(_:)``, where a layout cannot be used.
    init(
        replacements: [String: [UInt8]], settings: SiteSettings, languages: [String]
    ) throws {
        func folder(_ name: String) -> [String: [UInt8]] {
            var files: [String: [UInt8]] = [:]
            for (path, bytes) in replacements where path.hasPrefix("\(name)/") {
                files[String(path.dropFirst(name.count + 1))] = bytes
            }
            return files
        }
        assets = ThemeAssets(replacements: folder("assets"), basePath: settings.basePath)
        let english = InterfaceWords(SourceFile(path: "words/en.yaml", bytes: PackageResources.en_yaml))
        fallback = english
        let ownWords = folder("words")
        var words: [String: InterfaceWords] = [:]
        for language in languages {
            words[language] = Self.words(language, own: ownWords["\(language).yaml"], fallback: english)
        }
        wordsByLanguage = words
        blockWordsByLanguage = words.mapValues { BlockWords($0) }
        let templates = try LayoutSet.templates(folder("layouts"), assets)
        var layouts: [String: LayoutSet] = [:]
        for language in languages {
            let words = words[language] ?? english
            layouts[language] = try LayoutSet(
                templates, constants: Self.constants(language, settings, assets, words), words: words)
        }
        self.layouts = layouts
        self.replacements = replacements
        var hasher = ContentDigest.Hasher()
        for (_, template) in templates.sorted(by: { $0.key < $1.key }) { hasher.add(template.text) }
        for file in assets.files { hasher.add(file.path) }
        for language in languages {
            for (key, text) in (words[language] ?? english).all.sorted(by: { $0.key < $1.key }) {
                hasher.add(key)
                hasher.add(text)
            }
        }
        digest = hasher.finish()
    }

    /// The words of a language.
    func words(_ language: String) -> InterfaceWords { wordsByLanguage[language] ?? fallback }

    /// The words that Markdown's blocks show in a language.
    func blockWords(_ language: String) -> BlockWords { blockWordsByLanguage[language] ?? BlockWords() }

    /// The layouts of a language's pages. The theme has them for each language that it was made for.
    func layouts(_ language: String) -> LayoutSet {
        guard let layouts = layouts[language] ?? layouts.min(by: { $0.key < $1.key })?.value else {
            preconditionFailure("a theme is made for one language at least")
        }
        return layouts
    }

    /// The language of a page: the wanted one where the theme was made for it, else the site's.
    func language(_ tag: String?, _ settings: SiteSettings) -> String {
        let known = tag.flatMap { tag in
            layouts.keys.sorted().first { $0.lowercased() == tag.lowercased() }
                ?? layouts.keys.sorted().first { $0.lowercased() == tag.lowercased().prefix { $0 != "-" } }
        }
        return known ?? settings.language
    }

    /// The languages that the theme was made for: the site's own first, then as site.yaml lists them.
    func languages(_ settings: SiteSettings) -> [String] {
        let listed = [settings.language] + settings.languages.filter { $0 != settings.language }
        return listed.filter { layouts[$0] != nil } + layouts.keys.filter { !listed.contains($0) }.sorted()
    }

    /// The names of all words that the site says.
    var wordNames: [String] { fallback.all.keys.sorted() }

    /// The languages that the program has words in.
    static let languages: Set<String> = ["en", "de", "ar"]

    /// A page of the server's own, in a language.
    ///
    /// - Parameter links: the same page in all languages; empty where it has no other.
    func page(
        title: String, settings: SiteSettings, language: String, links: [LanguageLink], main: HTML
    ) -> String {
        let page = layouts(language).page.fill { mark in
            switch mark {
            case .title: Array("\(title) · \(settings.title)".utf8)
            case .main: Array(main.markup.utf8)
            case .kind: Array("desk".utf8)
            case .search: searchBox(language, settings)
            case .languages: languageSwitch(language, links)
            case .head, .banner: []
            }
        }
        return String(decoding: page, as: UTF8.self)
    }

    /// The search box of a language's pages, with the words that its script shows.
    ///
    /// - Parameter hasList: whether the list of all answers stands on the same page.
    func searchBox(_ language: String, _ settings: SiteSettings, hasList: Bool = false) -> [UInt8] {
        guard settings.hasSearch else { return [] }
        let words = words(language)
        let prefix = language == settings.language ? "" : "\(language.lowercased())/"
        let folder = "\(settings.basePath)/\(prefix)search/"
        let attributes = [
            ("placeholder", words["search_placeholder"]), ("data-index", "\(folder)index.json"),
            ("data-found", words["search_found"]), ("data-nothing", words["search_nothing"]),
            ("data-failed", words[hasList ? "search_failed_list" : "search_failed"]),
            ("data-waiting", words["search_waiting"]),
            ("data-ask", words["ask_a_person"]), ("data-ask-address", Self.askAddress(settings, language)),
        ]
        var page = PageBuffer(capacity: 1024)
        page.raw("<search class=\"site-search\">\n<form action=\"")
        page.text(folder)
        page.raw("\">\n<label class=\"visually-hidden\" for=\"q\">")
        page.text(words["search_label"])
        page.raw(
            "</label>\n<input id=\"q\" name=\"q\" type=\"search\" autocomplete=\"off\" enterkeyhint=\"search\""
        )
        for (name, value) in attributes {
            page.raw(markup: " \(name)=\"")
            page.text(value)
            page.raw("\"")
        }
        page.raw(">\n<button><span class=\"visually-hidden\">")
        page.text(words["search"])
        page.raw("</span></button>\n</form>\n<div class=\"search-panel\" id=\"search-panel\" hidden></div>\n")
        page.raw("<p class=\"visually-hidden\" id=\"search-status\" role=\"status\"></p>\n</search>\n")
        return page.bytes
    }

    static func askAddress(_ settings: SiteSettings, _ language: String) -> String {
        switch settings.ask {
        case .page where settings.hasFormPage:
            let prefix = language == settings.language ? "" : "\(language.lowercased())/"
            return "\(settings.basePath)/\(prefix)\(SiteContext.formPath)"
        case .page(let address): return address
        case .mail(let address): return "mailto:\(address)"
        case .nowhere: return ""
        }
    }

    private static func navigation(_ words: InterfaceWords, ask: String) -> String {
        guard !ask.isEmpty else { return "" }
        var page = PageBuffer(capacity: 256)
        page.raw("<nav class=\"site-nav\" aria-label=\"")
        page.text(words["help"])
        page.raw("\">")
        page.link(ask, words["ask_a_person"])
        page.raw("</nav>")
        return String(decoding: page.bytes, as: UTF8.self)
    }

    private static func words(_ language: String, own: [UInt8]?, fallback: InterfaceWords) -> InterfaceWords {
        let builtIn: [String: [UInt8]] = ["de": PackageResources.de_yaml, "ar": PackageResources.ar_yaml]
        var words = fallback.named(language)
        let base = String(language.prefix { $0 != "-" })
        if let bytes = builtIn[base] {
            words = InterfaceWords(SourceFile(path: "words/\(base).yaml", bytes: bytes), fallback: words)
        }
        if let own {
            words = InterfaceWords(
                SourceFile(path: "_theme/words/\(language).yaml", bytes: own), fallback: words)
        }
        return words
    }

    private static func constants(
        _ language: String, _ settings: SiteSettings, _ assets: ThemeAssets, _ words: InterfaceWords
    ) -> [String: String] {
        let prefix = language == settings.language ? "" : "\(language.lowercased())/"
        let home = "\(settings.basePath)/\(prefix)"
        let ask = askAddress(settings, language)
        return [
            "language": language, "direction": Language.isRightToLeft(language) ? "rtl" : "ltr",
            "siteTitle": settings.title, "home": home, "allAnswers": "\(home)search/", "askAddress": ask,
            "stylesheet": assets.address("style.css"), "icon": assets.address("lamp.svg"),
            "searchScript": assets.address("search.js"), "siteScript": assets.address("site.js"),
            "navigation": navigation(words, ask: ask), "notFoundElse": notFoundElse(words, settings),
            "allAnswersLead": words[settings.hasSearch ? "all_answers_lead" : "all_answers_lead_list"],
        ]
    }

    /// What else there is to try, on the page for what is not there: only what the site has.
    private static func notFoundElse(_ words: InterfaceWords, _ settings: SiteSettings) -> String {
        switch (settings.hasSearch, settings.ask != .nowhere) {
        case (true, true): words["not_found_else"]
        case (true, false): words["not_found_else_search"]
        case (false, true): words["not_found_else_ask"]
        case (false, false): words["not_found_else_list"]
        }
    }
}

extension BlockWords {
    /// The words of the blocks out of all words of a language.
    fileprivate init(_ words: InterfaceWords) {
        self.init()
        note = words["callout_note"]
        tip = words["callout_tip"]
        important = words["callout_important"]
        warning = words["callout_warning"]
        caution = words["callout_caution"]
        details = words["details"]
        tabs = words["tabs"]
        tab = words["tab"]
        done = words["task_done"]
        toDo = words["task_open"]
        backToReference = words["footnote_back"]
    }
}
