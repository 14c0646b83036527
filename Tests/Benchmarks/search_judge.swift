// Answers judged queries with one set of weights after the other; search_weights.py builds and drives it.
//
// Its arguments are folders, each with articles.jsonl and queries.jsonl. For each line of its input, an
// object of weights, it prints a line for each folder: for each query the ids of the best answers'
// articles, and of the first the figures that its confidence is made of, and how far behind the next
// one of another title is, as a share of its score.

import Foundation
import SearchIndex

struct Section: Decodable {
    let heading: String
    let text: String
}

struct Document: Decodable {
    let id: String
    let title: String
    let sections: [Section]
}

struct Query: Decodable {
    let text: String
}

struct Found: Encodable {
    let articles: [String]
    let figures: [Int]
    let lead: Double

    init(_ answers: [SearchAnswer]) {
        articles = answers.map(\.source)
        figures = answers.first?.figures ?? [0, 0, 0]
        let first = Double(answers.first?.score ?? 1)
        lead = 1 - Double(answers.first { $0.page != answers[0].page }?.score ?? 0) / first
    }
}

struct Collection {
    let language: String
    let analyses: [ArticleAnalysis]
    let queries: [String]

    init(folder: String) throws {
        func lines<Line: Decodable>(_ name: String) throws -> [Line] {
            try Data(contentsOf: URL(filePath: "\(folder)/\(name).jsonl")).split(separator: 0x0A)
                .map { try JSONDecoder().decode(Line.self, from: $0) }
        }
        language = try String(contentsOfFile: "\(folder)/language", encoding: .utf8)
        var analyzer = ArticleAnalyzer()
        analyses = try lines("articles").map { (document: Document) in
            var article = SearchableArticle()
            article.source = document.id
            article.url = "/\(document.id)/"
            article.title = document.title
            article.sections = document.sections.map {
                SearchableArticle.Section(
                    anchor: "", heading: $0.heading, level: $0.heading.isEmpty ? 0 : 2, text: $0.text)
            }
            return analyzer.analyze(article)
        }
        queries = try lines("queries").map { (query: Query) in query.text }
    }

    func answers(_ weights: RankingWeights) throws -> [Found] {
        let files = try IndexBuilder.files(of: analyses, language: language, weights: weights)
        let bytes = Dictionary(uniqueKeysWithValues: files.map { ($0.name, $0.compressed()) })
        let reader = try SearchReader { bytes[$0] }
        return try queries.map { query in
            Found(try reader.search(query, limit: 20).answers)
        }
    }
}

extension RankingWeights {
    init(_ named: [String: Double]) {
        self.init()
        let fields = ["title", "heading", "askedAs", "tag", "body"]
        for (place, name) in fields.enumerated() {
            if let weight = named[name] { self.fields[place] = weight }
            if let length = named["\(name)Length"] { lengths[place] = length }
        }
        if let weight = named["saturation"] { saturation = weight }
        func set(_ name: String, _ path: WritableKeyPath<RankingWeights, Int>) {
            if let weight = named[name] { self[keyPath: path] = Int(weight) }
        }
        set("functionWord", \.functionWord)
        set("pair", \.pair)
        set("prefix", \.prefix)
        set("suffix", \.suffix)
        set("oneEdit", \.oneEdit)
        set("twoEdits", \.twoEdits)
        set("compound", \.compound)
        set("synonym", \.synonym)
    }
}

let collections = try CommandLine.arguments.dropFirst().map { try Collection(folder: $0) }
while let line = readLine() {
    let weights = RankingWeights(try JSONDecoder().decode([String: Double].self, from: Data(line.utf8)))
    for collection in collections {
        print(String(decoding: try JSONEncoder().encode(try collection.answers(weights)), as: UTF8.self))
    }
    fflush(nil)
}
