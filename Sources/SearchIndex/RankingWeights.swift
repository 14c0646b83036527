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
    //   as chosen                 83.5  72.0  44.6  71.6  67.4  81.2   88.2
    //   titles 4 instead of 6     83.4  72.4  44.2  71.5  67.0  80.6   86.0
    //   titles 8                  83.7  72.6  44.4  72.6  67.7  80.6   86.5
    //   bodies 0.5                83.8  75.3  44.0  74.6  69.2  77.3   85.0
    //   bodies 1                  82.9  70.5  45.0  71.2  65.8  79.4   85.3
    //   bodies' length 0.4        83.3  72.3  44.7  72.9  68.7  78.1   84.5
    //   bodies' length 0.8        83.7  72.3  44.8  70.4  64.8  74.8   87.8
    //   saturation 1.2            82.8  69.6  45.0  69.8  65.0  79.4   83.2
    //   saturation 3              84.0  75.3  44.1  74.3  69.2  79.9   86.2
    //   no pairs                  83.9  71.6  44.5  71.5  65.9  80.7   88.6
    //   function words 8          83.3  68.0  44.9  71.4  67.4  81.2   86.0
    //   function words 32         83.5  73.5  44.5  71.7  67.4  81.2   89.6 (*)
    //   compounds 48              83.6  72.0  44.4  71.2  67.4  80.6   88.2
    //   no synonyms               82.1  72.0  44.5  71.7  67.4  81.2   66.3
    //   synonyms 48               83.3  71.8  44.6  71.8  67.4  81.2   89.4
    // (*) but a misspelt word then counts for too little beside them: 83 instead of 86 % of what a
    // typo loses come back on CovidFAQ. Of a neighbour at one edit the sets say little; 60 brings back
    // 91, 86, 92 and 95 % (StackFAQ, CovidFAQ, Cranfield, Astro en), 48 only 73 % on Cranfield.
    // Each left out, the others chose bodies 0.7 and compounds 24, too, but for Astro ja. English
    // synonyms were written by people who had seen the questions over the Arduino help centre and over
    // product-docs, so what those gain says less than what StackFAQ gains: expect its 1.4 elsewhere.

    /// How much a word counts in a title or question, heading, question asked, tag, body.
    public var fields: [Double] = [6, 3, 3, 0.6, 0.7]
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
    public var oneEdit = 60
    /// A neighbour at two edits.
    public var twoEdits = 36
    /// Two words joined, or one taken apart.
    public var compound = 24
    /// A synonym.
    public var synonym = 32

    /// Which section an answer is shown with: a word of a heading says as much as so many of the text.
    static let headingWorth: UInt16 = 4

    /// How sure an answer is, fitted by the same script: what each of the three figures of
    /// ``Confidence`` adds to the odds, in 16384ths of a unit of their logarithm (1.9, 18.3 and 0.9 for
    /// figures of 1024), and what they begin with, in 1024ths (−2.7).
    static let confidence = (share: 31, evidence: 293, title: 15, offset: -2722)

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
