// The figures of the format. content/running/search-index.md describes every byte.

/// What both readers and the writer agree on.
enum IndexFormat {
    /// A reader refuses any other.
    static let version = 3
    static let magic: [UInt8] = Array("PLSI".utf8)
    /// Terms in at most so many answers carry their postings in the vocabulary.
    static let inlinePostings = 3
    /// Terms in at least so many answers have their postings in files of their own kind: queries ask for
    /// them most, so these files are small.
    static let frequentTerm = 64
    /// The section numbers that fit beside the impact; this one says that the number follows.
    static let sectionFollows = 7

    /// The name of a file of a kind: `v` vocabulary, `p` postings of frequent terms, `q` of others, `t`
    /// texts, `s` spelling.
    static func name(_ kind: Character, _ number: Int) -> String { "\(kind)\(number).bin" }
    static let indexName = "index.bin"
}
