// What the need `articles.search` hands over.

import CustomDump
import PluginProtocol
import Testing

@Suite("Articles that were found")
struct FoundArticleTests {
    private let article = FoundArticle(
        address: "/a/#b", url: "https://help.example/a/#b", title: "B", page: "A", place: ["C", "A"],
        passage: "Text.", language: "en", score: 12, confidence: 0.5, evidence: 0.25, titleShare: 1,
        words: ["refund"])

    @Test("One is read as it was written, and the schema names the same fields")
    func roundTrip() throws {
        expectNoDifference(FoundArticle(article.json), article)
        let definitions = try ProtocolFiles.json("plugins/_schema/protocol-1.json")["$defs"]
        let schema = try #require(definitions?["article"])
        expectNoDifference(
            schema["properties"]?.object?.keys.sorted(), article.json.object?.keys.sorted())
        let rule = try #require(try ProtocolFiles.schema("protocol-1.json")[definition: "article"])
        expectNoDifference(rule.complaints(about: article.json).map(\.description), [])
    }

    @Test("What is missing has its default, and what has no address or title is none")
    func partial() {
        expectNoDifference(
            FoundArticle(["address": "/a/", "title": "A", "score": 1.5, "evidence": 7]),
            FoundArticle(
                address: "/a/", title: "A", passage: "", language: "", score: 0, confidence: 0, evidence: 1,
                titleShare: 0))
        expectNoDifference(FoundArticle(["address": "/a/"]), nil)
        expectNoDifference(FoundArticle("text"), nil)
    }
}
