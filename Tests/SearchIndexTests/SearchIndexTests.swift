// Analysis, index and search on a handful of sections.

import CustomDump
import Foundation
import SearchIndex
import Testing

@Suite("Search")
struct SearchIndexTests {
    private let index = SearchIndex(of: [
        SearchableUnit(url: "/refund/", page: "Get your money back", heading: "", text: "Ask for a refund."),
        SearchableUnit(
            url: "/refund/#time", page: "Get your money back", heading: "Time", text: "Five days."),
        SearchableUnit(url: "/café/", page: "Opening hours", heading: "", text: "The Café opens at nine."),
        SearchableUnit(url: "/ko/", page: "도움말", heading: "", text: "도움 ΟΔΟΣ"),
    ])

    @Test(
        "Endings, case and accents do not matter, and the last word may be half typed",
        arguments: [
            ("refunds", ["/refund/"]), ("CAFE", ["/café/"]), ("openin", ["/café/"]),
            ("money", ["/refund/", "/refund/#time"]), ("time", ["/refund/#time"]), ("도우", ["/ko/"]), ("οδος", ["/ko/"]), ("zeppelin", []), ("", []),
        ])
    func finds(query: String, urls: [String]) {
        expectNoDifference(index.search(query).map(\.unit.url), urls)
    }

    @Test("An index survives being written and read, and equal indexes are equal bytes")
    func roundTrip() throws {
        let bytes = try index.encoded()
        expectNoDifference(try SearchIndex(decoding: bytes), index)
        expectNoDifference(try SearchIndex(decoding: bytes).encoded(), bytes)
    }

    @Test("An index of another format is refused with a way out")
    func otherFormat() {
        let bytes = #"{"version":99,"units":[],"words":{},"postings":[]}"#
        let error = #expect(throws: SearchIndexError.self) { try SearchIndex(decoding: Data(bytes.utf8)) }
        expectNoDifference(
            error?.description, "the search index has format 99, this program reads 1: build the site again.")
    }
}
