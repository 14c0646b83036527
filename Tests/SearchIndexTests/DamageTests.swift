// Indexes that are cut off, changed or of another time.

import CustomDump
import SearchIndex
import Testing

@testable import struct SearchIndex.PackedWriter
@testable import enum SearchIndex.Zlib

@Suite("Damaged indexes")
struct DamageTests {
    private let shelf: Shelf
    private let queries = ["how do I get a refund for my parcel", "pasword", "openin", "gift cards"]

    init() throws {
        var sizes = IndexSizes(articles: 1)
        sizes.commonVocabulary = 100
        sizes.vocabulary = 80
        sizes.spelling = 40
        // Two articles, in a language without a thesaurus, because every byte is changed in turn.
        shelf = try Shelf(
            Array(Shelf.helpCentre.prefix(2)), language: "eo",
            synonyms: [SynonymGroup(words: ["parcel"], meaning: ["shop", "gift cards"])], sizes: sizes)
    }

    @Test("Equal articles give equal bytes")
    func deterministic() throws {
        expectNoDifference(try Shelf(Shelf.helpCentre).files, try Shelf(Shelf.helpCentre).files)
    }

    @Test("An index of a newer format is refused with a way out")
    func newerFormat() throws {
        var head = PackedWriter()
        head.append(Array("PLSI".utf8))
        head.write(99)
        let error = #expect(throws: SearchIndexError.self) {
            try shelf.reader(replacing: "index.bin", by: Zlib.deflated(head.bytes))
        }
        expectNoDifference(
            error?.description, "the search index has format 99, this program reads 3: build the site again.")
    }

    @Test("A missing file is named")
    func missing() throws {
        #expect(throws: SearchIndexError.missing(file: "index.bin")) {
            try shelf.reader(replacing: "index.bin", by: nil)
        }
        let reader = try shelf.reader(replacing: "t0.bin", by: nil)
        #expect(throws: SearchIndexError.missing(file: "t0.bin")) { try reader.search("refund") }
    }

    @Test(
        "Any byte of any file may be wrong, as it is served or below the compression: an error, never a crash"
    )
    func everyByte() throws {
        for (name, bytes) in shelf.files.sorted(by: { $0.key < $1.key }) {
            let inflated = try #require(Zlib.inflated(bytes))
            for place in bytes.indices {
                var changed = bytes
                changed[place] ^= 0xFF
                attempt(name, changed)
            }
            for place in inflated.indices {
                for mask: UInt8 in [0xFF, 0x01] {
                    var changed = inflated
                    changed[place] ^= mask
                    attempt(name, Zlib.deflated(changed))
                }
                attempt(name, Zlib.deflated(Array(inflated.prefix(place))))
            }
        }
    }

    /// Opens and asks; whatever is thrown must be ours.
    private func attempt(_ name: String, _ bytes: [UInt8]) {
        do {
            let reader = try shelf.reader(replacing: name, by: bytes)
            for query in queries { _ = try reader.search(query) }
        } catch is SearchIndexError {
            return
        } catch {
            Issue.record("\(name): \(error)")
        }
    }

    @Test("An analysis that was cut off is refused")
    func analysis() {
        var analyzer = ArticleAnalyzer()
        let whole = analyzer.analyze(Shelf.helpCentre[0])
        for length in 0..<whole.bytes.count {
            #expect(throws: SearchIndexError.damagedAnalysis) {
                try IndexBuilder.files(
                    of: [ArticleAnalysis(kept: Array(whole.bytes.prefix(length)))], language: "en")
            }
        }
    }
}
