// What is shown of a section: the part that answers.

import CustomDump
import SearchIndex
import Testing

@testable import enum SearchIndex.Passage

@Suite("Passages")
struct PassageTests {
    private let shelf: Shelf

    init() throws {
        shelf = try Shelf(Shelf.helpCentre + [Shelf.longArticle])
    }

    private func passage(_ query: String) throws -> String? {
        try shelf.reader().search(query).answers.first?.passage
    }

    @Test("A section that fits is shown whole")
    func short() throws {
        expectNoDifference(try passage("refund in the shop"), "Ask for a refund in the shop.")
    }

    @Test("Of a long section that part is shown which holds the most of what was asked")
    func matching() throws {
        expectNoDifference(
            try passage("limescale vinegar"),
            "… Fill it and let it stand. Limescale goes away with half a litre of vinegar.")
        expectNoDifference(
            try passage("care for the kettle"),
            "A kettle that is used each day wants an hour of care. Fill it and let it stand.")
    }

    @Test("Where nothing of it was asked, its beginning is shown")
    func beginning() throws {
        expectNoDifference(
            try passage("once"),
            "A kettle that is used each day wants an hour of care. Fill it and let it stand.")
    }

    @Test("What is kept of a long text is its first sentence, and of the others those that say the most new")
    func kept() {
        let text = "One two three begins. One two three again. The valve needs vinegar. Three one two again."
        expectNoDifference(
            String(decoding: Passage.of(text, maximumBytes: 60), as: UTF8.self),
            "One two three begins. … The valve needs vinegar.")
    }

    @Test("A text is cut at a word, never within a letter, and says so unless a sentence ends there")
    func cut() {
        let cut = { String(decoding: Passage.of($0, maximumBytes: $1), as: UTF8.self) }
        expectNoDifference(cut("one two  three\nfour", 12), "one two …")
        expectNoDifference(cut("One two. Three four", 13), "One two.")
        expectNoDifference(cut("ääääää", 9), "ää …")
        expectNoDifference(cut("  a\n\n b ", 40), "a b")
    }
}
