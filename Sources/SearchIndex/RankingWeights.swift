// Every weight of the ranking, in one place, with the figures that chose it.

/// What decides which answer comes first. The first half works while an index is written, the
/// second half stands in the index, so that both readers use what it was written with.
public struct RankingWeights: Sendable, Equatable {
    // While writing: BM25F (Robertson, Zaragoza, "The Probabilistic Relevance Framework: BM25 and
    // Beyond", 2009, section 3.6), counts of fields weighted, each after the normalization of its
    // length.
    //
    // Chosen on 2026-11-22 for the mean of seven sets, none of which decides alone; what changing
    // one of them does to nDCG@10 (StackFAQ, CovidFAQ, Cranfield, Astro en, ja, ru) and to success@5
    // of the questions over the Arduino help centre, from 83.0, 70.4, 44.5, 70.7, 65.8, 79.4, 97.1:
    //   titles 2 instead of 6        −4.3  −1.5   0.0  −0.6  −0.4  −2.1
    //   saturation 1.2               −2.6  −2.1  −0.5  −2.0  −1.4  −2.2
    //   saturation 2.5               +0.6  +0.7  −0.4  +0.7  +0.5  −3.5
    //   no pairs                     −0.2  −0.3  −0.6  −0.4  −2.0  −0.5
    //   function words 8             −0.4  −4.1  +0.2   0.0   0.0  +1.1
    //   function words 64            −3.8  +2.0  −1.2  −0.2   0.0   0.0
    //   synonyms 1 (none)            −1.4  +0.3   0.0  +0.1   0.0   0.0  −23.2
    //   synonyms 56                  −0.3  −0.6  −0.1  +0.1   0.0   0.0   +1.5
    // Headings 3 instead of 2: product-docs keywords 21 instead of 19 of 22, others the same.

    /// How much a word counts in a title or question, heading, question asked, tag, body.
    public var fields: [Double] = [6, 3, 3, 0.6, 1]
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
    /// A neighbour at one edit.
    public var oneEdit = 48
    /// A neighbour at two edits.
    public var twoEdits = 36
    /// Two words joined, or one taken apart.
    public var compound = 48
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
