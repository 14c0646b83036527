// Every weight of the ranking, in one place, with the figures that chose it.

/// What decides which answer comes first. The first half works while an index is written, the
/// second half stands in the index, so that both readers use what it was written with.
public struct RankingWeights: Sendable, Equatable {
    // While writing: BM25F (Robertson, Zaragoza, "The Probabilistic Relevance Framework: BM25 and
    // Beyond", 2009, section 3.6), counts of fields weighted, each after the normalization of its
    // length.
    //
    // Tests/Benchmarks/search_weights.py chooses all of these again and prints such a table. These were
    // chosen on 2026-11-22 so that no set gains at another's cost. nDCG@10 on StackFAQ, CovidFAQ,
    // Cranfield, Astro en, ja, ru; MRR@10 of the questions over the Arduino help centre:
    //   as chosen                 82.9  70.3  44.8  70.8  65.8  79.4   86.1
    //   titles 2 instead of 6     80.6  67.1  45.0  70.0  64.7  74.1   82.8
    //   titles 8                  83.2  70.4  44.6  70.9  64.8  79.7   86.0
    //   bodies' length 0.4        82.5  69.8  44.8  69.9  67.4  79.4   84.9
    //   bodies' length 0.8        83.1  70.5  44.8  68.6  63.2  76.3   86.4
    //   saturation 1.2            81.9  67.6  44.9  68.3  63.4  76.4   82.1
    //   saturation 3              83.6  72.7  44.7  71.2  66.7  80.0   85.9 (*)
    //   no pairs                  83.3  70.0  44.6  70.4  64.2  78.4   87.0
    //   function words 8          82.7  65.9  44.9  70.8  65.8  79.5   82.9
    //   function words 64         80.9  74.0  44.2  70.8  65.8  78.2   84.2
    //   no synonyms               81.6  70.4  44.5  70.8  65.8  79.4   69.3
    //   synonyms 56               82.2  69.7  44.9  70.9  65.8  79.4   87.1
    // (*) but 19 instead of 21 of 22 keyword queries over product-docs, where headings 2 instead of
    // 3 give 19, too. English synonyms were written by people who had seen the Arduino questions,
    // so what those gain says less than what StackFAQ gains.

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
