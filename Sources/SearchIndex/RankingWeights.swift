// Every weight of the ranking, in one place, with the figures that chose it.

/// What decides which answer comes first. The first half works while an index is written, the
/// second half stands in the index, so that both readers use what it was written with.
public struct RankingWeights: Sendable, Equatable {
    // While writing: BM25F (Robertson, Zaragoza, "The Probabilistic Relevance Framework: BM25 and
    // Beyond", 2009, section 3.6), counts of fields weighted, each after the normalization of its
    // length.

    /// How much a word counts in a title or question, heading, question asked, tag, body.
    public var fields: [Double] = [6, 2, 3, 0.6, 1]
    /// How much a field's length matters, from 0 to 1.
    public var lengths: [Double] = [0.3, 0.5, 0.3, 0.3, 0.6]
    /// How soon more of the same stops to count.
    public var saturation = 2.0
    /// Impacts are whole numbers from 1 to this.
    public var levels = 31.0

    // While reading, in 64ths where nothing else is said.

    /// A function word's weight beside other words.
    public var functionWord = 24
    /// What two neighbours of the query earn where they are neighbours in a title or heading.
    public var pair = 24
    /// A word that begins with the last, perhaps half-typed word.
    public var prefix = 24
    /// A word that only shares its beginning with the query's.
    public var suffix = 48
    /// A neighbour at one edit, and at two.
    public var oneEdit = 48
    public var twoEdits = 36
    /// Two words joined, or one taken apart.
    public var compound = 56
    /// A synonym.
    public var synonym = 32

    /// The weights that were chosen.
    public static let standard = RankingWeights()

    /// The chosen weights, to be changed one by one.
    public init() {}

    /// The second half, as the index carries it.
    var readingFigures: [Int] {
        [functionWord, pair, prefix, suffix, oneEdit, twoEdits, compound, synonym]
    }

    /// The second half, as an index carried it; `nil` for another number of figures, or others
    /// than small ones.
    init?(readingFigures figures: [Int]) {
        guard figures.count == 8, figures.allSatisfy({ $0 <= 1024 }) else { return nil }
        functionWord = figures[0]
        pair = figures[1]
        prefix = figures[2]
        suffix = figures[3]
        oneEdit = figures[4]
        twoEdits = figures[5]
        compound = figures[6]
        synonym = figures[7]
    }
}
