// Search on a handful of articles.

import CustomDump
import SearchIndex
import Testing

@Suite("Search")
struct SearchTests {
    private let shelf: Shelf
    private let pieces: Shelf

    init() throws {
        shelf = try Shelf(Shelf.helpCentre)
        var sizes = IndexSizes(articles: 1)
        sizes.commonVocabulary = 0
        sizes.vocabulary = 100
        sizes.postings = 20
        sizes.spelling = 60
        pieces = try Shelf(Shelf.helpCentre, sizes: sizes)
    }

    @Test(
        "A query finds the answer, in one file or in many",
        arguments: [
            ("refunds", "/refund/"), ("how long does a refund take, five days?", "/refund/#time"),
            ("CAFE", "/opening/"), ("openin", "/opening/"),
            ("delete account", "/faq/#how-do-i-delete-my-account?"),
            ("login", "/login/"), ("log-in", "/login/"), ("conection", "/wifi/"), ("pasword", "/login/"),
            ("e1234", "/delivery/"), ("5ghz", "/wifi/"), ("parse", "/wifi/"), ("when", "/opening/"),
            ("wi-fi", "/wifi/"),
        ])
    func finds(query: String, first: String) throws {
        expectNoDifference(try shelf.find(query).first, first)
        expectNoDifference(try pieces.find(query).first, first)
    }

    @Test("Other words than the page's are found by synonyms: ours, and the site's own")
    func synonyms() throws {
        expectNoDifference(try shelf.find("where is my parcel").first, "/delivery/")
        expectNoDifference(try shelf.find("brolly"), [])
        let own = try Shelf(
            Shelf.helpCentre,
            synonyms: [SynonymGroup(words: ["brolly", "gift voucher"], meaning: ["gift card"])])
        expectNoDifference(try own.find("brolly"), ["/refund/#gift-cards"])
    }

    @Test("A right word is never corrected away")
    func rightWords() throws {
        let words = try shelf.reader().search("five times").words
        expectNoDifference(
            words.map { $0.map { "\($0.taken) \($0.reason)" } }, [["five exact"], ["times exact"]])
    }

    @Test("Two common words written as one are found")
    func halves() throws {
        expectNoDifference(try shelf.find("openinghours").first, "/opening/")
    }

    @Test("Nothing finds nothing", arguments: ["", "zqxjkvw", "?!", "🎉", "\u{200B}"])
    func nothing(query: String) throws {
        expectNoDifference(try shelf.find(query), [])
    }

    @Test("A query of ten thousand characters, of mixed scripts or of signs is answered like any other")
    func strangeQueries() throws {
        let queries = [
            String(repeating: "refund ", count: 1500), String(repeating: "x", count: 10_000),
            String(repeating: "東京", count: 5000), "<b>refund</b> .* [a-z]+ \\d", "refund\u{202E}dnufer שלום",
            "r", "\u{0}refund",
        ]
        for query in queries { _ = try shelf.reader().search(query) }
        expectNoDifference(try shelf.find("<b>refund</b>").first, "/refund/")
    }

    @Test("The first answer to a question is surer of itself than one to another question")
    func confidence() throws {
        let reader = try shelf.reader()
        let good = try #require(try reader.search("how do I delete my account").answers.first)
        let bad = try #require(
            try reader.search("delete the moon over five seas and mountains").answers.first)
        #expect(good.confidence > 0.4)
        #expect(bad.confidence < good.confidence)
    }

    @Test("What a word earned adds up to the score, but for neighbours in titles")
    func shares() throws {
        let outcome = try shelf.reader().search("refund shop")
        expectNoDifference(outcome.shares.first?.reduce(0, +), outcome.answers.first?.score)
    }
}
