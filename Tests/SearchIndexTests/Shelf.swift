// A small help centre in memory, indexed.

import SearchIndex

/// An index in memory.
struct Shelf: Sendable {
    let files: [String: [UInt8]]

    init(
        _ articles: [SearchableArticle], language: String = "en", synonyms: [SynonymGroup] = [],
        sizes: IndexSizes? = nil
    ) throws {
        var analyzer = ArticleAnalyzer()
        let analyses = articles.map { analyzer.analyze($0) }
        let files = try IndexBuilder.files(of: analyses, language: language, synonyms: synonyms, sizes: sizes)
        self.files = Dictionary(uniqueKeysWithValues: files.map { ($0.name, $0.compressed()) })
    }

    func reader(replacing name: String? = nil, by bytes: [UInt8]? = nil) throws -> SearchReader {
        let files = files
        return try SearchReader { $0 == name ? bytes : files[$0] }
    }

    /// Where each answer lies, best first.
    func find(_ query: String) throws -> [String] {
        try reader().search(query).answers.map { $0.url + ($0.anchor.isEmpty ? "" : "#\($0.anchor)") }
    }

    /// An article with a text before its first heading, and sections: heading, text.
    static func article(
        _ url: String, _ title: String, _ text: String, _ sections: [(String, String)] = [],
        kind: String = "article", askedAs: [String] = []
    ) -> SearchableArticle {
        var article = SearchableArticle()
        article.source = "\(url.split(separator: "/").joined(separator: "/")).md"
        article.url = url
        article.title = title
        article.kind = kind
        article.askedAs = askedAs
        if !text.isEmpty { article.sections.append(.init(anchor: "", heading: "", level: 0, text: text)) }
        for (heading, text) in sections {
            let anchor = heading.lowercased().split(separator: " ").joined(separator: "-")
            article.sections.append(.init(anchor: anchor, heading: heading, level: 2, text: text))
        }
        return article
    }

    /// An article with a section that is too long to be shown whole.
    static let longArticle = article(
        "/kettle/", "Care for the kettle", "",
        [
            (
                "Once a month",
                """
                A kettle that is used each day wants an hour of care. Fill it and let it stand. Limescale \
                goes away with half a litre of vinegar. Then turn the little valve to the left, and dry the \
                naïve café’s ladle with a towel.
                """
            ),
            ("東京", "水を入れます。" + String(repeating: "しばらく待ちます。", count: 20) + "酢を入れてください。"),
        ])

    static let helpCentre = [
        article(
            "/refund/", "Get your money back", "Ask for a refund in the shop.",
            [("Time", "It takes five days."), ("Gift cards", "Gift cards are not refunded.")]),
        article("/login/", "If you cannot log in", "Check your password, then your connection."),
        article("/opening/", "Opening hours", "The Café opens at nine.", askedAs: ["When are you there?"]),
        article(
            "/delivery/", "Track a delivery", "The carrier shows where it is. Error E1234 means it is late."),
        article(
            "/faq/", "Questions about accounts", "Short answers.",
            [
                ("How do I delete my account?", "Open the settings."),
                ("Can I rename my board?", "Yes, twice a year."),
            ],
            kind: "faq"),
        article("/wifi/", "Connect to WiFi", "Only networks with 2.4 GHz work, not 5 GHz. Use parseInt."),
    ]
}
