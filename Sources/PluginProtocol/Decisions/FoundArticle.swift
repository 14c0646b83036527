// An answer of the help centre, as the need `articles.search` hands it over.

/// One answer that the help centre's search found: a page, or one question of a page of several.
///
/// The need `articles.search` hands over a list of them, best first.
public struct FoundArticle: Sendable, Equatable {
    /// Where it lies on the site, with its anchor.
    public let address: String
    /// The same with scheme and host, as a mail needs it; the address alone where the desk has not been
    /// told its own.
    public let url: String
    /// The question, heading or title.
    public let title: String
    /// The title of the page that it stands on.
    public let page: String
    /// The collections and, where the title is a heading's, the page that it lies in.
    public let place: [String]
    /// The part of its text that holds the most of what was asked.
    public let passage: String
    /// The language that was searched in, as a BCP 47 tag: the ticket's, or the site's own where the
    /// site has no search in the ticket's.
    public let language: String
    /// More is better; comparable within one search.
    public let score: Int
    /// How likely it is that it answers, from 0 to 1, as the search itself says.
    public let confidence: Double
    /// How strongly the words of the query stand in it, from 0 to 1: each word's weight times the square
    /// of its impact, added up.
    public let evidence: Double
    /// The share of its title's own weight that the query has, from 0 to 1.
    public let titleShare: Double
    /// The words of the query that it was found by, the weightiest first.
    public let words: [String]

    /// An answer that was found.
    public init(
        address: String, url: String? = nil, title: String, page: String? = nil, place: [String] = [],
        passage: String, language: String, score: Int, confidence: Double, evidence: Double,
        titleShare: Double,
        words: [String] = []
    ) {
        self.address = address
        self.url = url ?? address
        self.title = title
        self.page = page ?? title
        self.place = place
        self.passage = passage
        self.language = language
        self.score = score
        self.confidence = confidence
        self.evidence = evidence
        self.titleShare = titleShare
        self.words = words
    }

    /// It as JSON, for the `data` of a question.
    public var json: JSONValue {
        [
            "address": .string(address), "url": .string(url), "title": .string(title), "page": .string(page),
            "place": .array(place.map { .string($0) }),
            "passage": .string(passage), "language": .string(language), "score": .number(Double(score)),
            "confidence": .number(confidence), "evidence": .number(evidence),
            "title_share": .number(titleShare), "words": .array(words.map { .string($0) }),
        ]
    }
}

extension DecisionParams {
    /// What the need `articles.search` handed over, best first; `nil` when nothing was searched. What is
    /// not readable as an answer is passed over.
    public var foundArticles: [FoundArticle]? {
        data[Need.Kind.articlesSearch.rawValue]?.array?.compactMap(FoundArticle.init)
    }
}

extension FoundArticle {
    /// Reads one; `nil` when it has no address or no title.
    public init?(_ json: JSONValue) {
        guard let address = json["address"]?.string, let title = json["title"]?.string else { return nil }
        func texts(_ name: String) -> [String] { json[name]?.array?.compactMap(\.string) ?? [] }
        func share(_ name: String) -> Double { min(1, max(0, json[name]?.number ?? 0)) }
        self.init(
            address: address, url: json["url"]?.string, title: title, page: json["page"]?.string,
            place: texts("place"),
            passage: json["passage"]?.string ?? "", language: json["language"]?.string ?? "",
            score: Int(exactly: json["score"]?.number ?? 0) ?? 0, confidence: share("confidence"),
            evidence: share("evidence"), titleShare: share("title_share"),
            words: texts("words"))
    }
}
