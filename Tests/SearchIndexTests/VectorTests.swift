// The shared vectors: a small index, queries, and what every reader must answer, to the last bit.

import CustomDump
import Foundation
import SearchIndex
import Testing

@Suite("Shared vectors")
struct VectorTests {
    /// An answer, as the vectors name it.
    private struct Answer: Codable, Equatable {
        let url: String
        let anchor: String
        let passage: String
        let score: Int
        /// In thousandths.
        let confidence: Int
    }

    private struct Vector: Codable, Equatable {
        let query: String
        let unknown: [String]
        let answers: [Answer]
    }

    private struct Vectors: Codable, Equatable {
        /// The files of each index, in base 64.
        var files: [String: [String: String]] = [:]
        var vectors: [String: [Vector]] = [:]
    }

    private static let file = URL(filePath: #filePath).resolvingSymlinksInPath()
        .deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "Fixtures/search-vectors/vectors.json")

    private static let queries = [
        "refund", "how long does a refund take", "CAFÉ", "openin", "delete my account", "login", "log in",
        "conection pasword", "e1234", "5ghz", "where is my parcel", "wi-fi", "openinghours", "how do i",
        "zqxjkvw", "", "?!", "東京", "gift cards not refunded", "HTTPServer parseInt v2.1 log-in",
        "don't l'eau",
        "my my account account", "how do I descale it with vinegar", "turn the valve", "limescale",
        "naive cafe",
        "京", "東", "agian passwrod", "my refnud",
        "réfund ＷＩＦＩ", "delivry", "accuonts settigns", "r", "ref", "five days nine",
    ]

    private static func shelves() throws -> [String: Shelf] {
        var pieces = IndexSizes(articles: 1)
        pieces.commonVocabulary = 700
        pieces.vocabulary = 150
        pieces.postings = 40
        pieces.spelling = 100
        pieces.maximumPostings = 3
        let articles = Shelf.helpCentre + [Shelf.longArticle]
        return ["whole": try Shelf(articles), "pieces": try Shelf(articles, sizes: pieces)]
    }

    private static func vectors() throws -> Vectors {
        var made = Vectors()
        for (name, shelf) in try shelves() {
            made.files[name] = shelf.files.mapValues { Data($0).base64EncodedString() }
            let reader = try shelf.reader()
            made.vectors[name] = try queries.map { query in
                let outcome = try reader.search(query, limit: 5)
                return Vector(
                    query: query, unknown: outcome.unknown,
                    answers: outcome.answers.map {
                        Answer(
                            url: $0.url, anchor: $0.anchor, passage: $0.passage, score: $0.score,
                            confidence: Int(($0.confidence * 1000).rounded()))
                    })
            }
        }
        return made
    }

    @Test("Files and answers are those of the vectors; PORCHLIGHT_WRITE_VECTORS=1 writes them anew")
    func vectors() throws {
        let made = try Self.vectors()
        if ProcessInfo.processInfo.environment["PORCHLIGHT_WRITE_VECTORS"] == "1" {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
            try encoder.encode(made).write(to: Self.file)
        }
        let kept = try JSONDecoder().decode(Vectors.self, from: Data(contentsOf: Self.file))
        expectNoDifference(made.vectors, kept.vectors)
        expectNoDifference(made.files, kept.files)
    }
}
