// The index: what the generator writes, and both readers (Swift and the browser's) read.

public import FoundationEssentials

/// A search index over the sections of a site.
///
/// All weights are integers that were computed when the index was built. A reader only looks words
/// up and adds, so the two readers agree to the last bit.
public struct SearchIndex: Sendable, Equatable, Codable {
    /// The number of the format; a reader refuses any other.
    public static let formatVersion = 1

    var version = formatVersion
    var units: [SearchableUnit] = []
    /// Every word of the site, folded → the number of its stem.
    var words: [String: Int] = [:]
    /// For each stem: unit, weight, unit, weight, … with the units in ascending order.
    var postings: [[Int]] = []

    /// The index as JSON with sorted keys: the same index gives the same bytes.
    public func encoded() throws -> Data {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return try encoder.encode(self)
    }

    /// Reads what ``encoded()`` wrote.
    ///
    /// - Throws: ``SearchIndexError`` for another version, `DecodingError` for other bytes.
    public init(decoding data: Data) throws {
        let index = try JSONDecoder().decode(SearchIndex.self, from: data)
        guard index.version == Self.formatVersion else {
            throw SearchIndexError(version: index.version)
        }
        self = index
    }

    init() {}
}

/// The index was written by another version of Porchlight.
public struct SearchIndexError: Error, Sendable, Equatable, CustomStringConvertible {
    /// The version that the index names.
    public let version: Int

    /// What is wrong and what to do next.
    public var description: String {
        "the search index has format \(version), this program reads \(SearchIndex.formatVersion): build the site again."
    }
}
