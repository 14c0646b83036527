// An index in memory, before it becomes bytes.

/// Everything that an index says, in the order in which it will be written.
struct BuiltIndex: Sendable {
    /// An article, as results name it.
    struct Article: Sendable {
        var source = ""
        var url = ""
        var title = ""
        var kind = ""
        var breadcrumb: [String] = []
        var tags: [String] = []
    }

    /// A section of an answer.
    struct Section: Sendable {
        var anchor = ""
        var heading = ""
        var passage: [UInt8] = []
    }

    /// An answer.
    struct Unit: Sendable {
        /// Its position among the articles.
        var article = 0
        /// Whether it is one question of several on its page.
        var isQuestion = false
        var sections: [Section] = []
    }

    /// A term where it stands.
    struct Posting: Sendable {
        let unit: Int32
        let impact: UInt8
        let section: UInt8
    }

    /// Two neighbours in titles, headings or questions, and the answers that have them.
    struct Pair: Sendable {
        let second: Int
        let units: [Int]
    }

    var language = ""
    var articles: [Article] = []
    var units: [Unit] = []
    /// The words, in the order of their bytes, each with its term.
    var forms: [(form: ArraySlice<UInt8>, term: Int)] = []
    /// How words are written that folding changes, by their places among `forms`.
    var written: [Int: [UInt8]] = [:]
    /// The number of answers that hold each term.
    var frequencies: [Int] = []
    var isFunctionWord: [Bool] = []
    var postings: [Posting] = []
    /// Where each term's postings begin, and at the end where the last ones end.
    var starts: [Int] = []
    var synonyms: [TermSynonyms] = []
    /// By the first term.
    var pairs: [Int: [Pair]] = [:]
}
