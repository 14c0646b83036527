// content/synonyms.yaml: words that mean the same on this site.

/// What synonyms.yaml says.
public struct SynonymFile: Sendable, Equatable {
    /// A group of words and phrases.
    public struct Group: Sendable, Equatable {
        /// What readers ask with.
        public let words: [String]
        /// What articles answer with; the same as `words` where all are equal.
        public let meaning: [String]
    }

    /// Its name in the content folder.
    public static let name = "synonyms.yaml"

    /// The groups, in the order of the file.
    public private(set) var groups: [Group] = []
    /// What is wrong with it.
    public private(set) var diagnostics: [Diagnostic] = []

    /// No synonyms.
    public init() {}

    /// Reads the file.
    public init(_ file: SourceFile) {
        var fields = YAMLFields(
            file: file.path, yaml: String(decoding: file.bytes, as: UTF8.self), lineOffset: 0,
            place: Self.name)
        groups =
            fields.list("synonyms") { entry -> Group? in
                let equal = entry.strings("equal")
                let words = entry.strings("words")
                let meaning = entry.strings("mean")
                if let equal, words == nil, meaning == nil, equal.count > 1 {
                    return Group(words: equal, meaning: equal)
                }
                if let words, let meaning, equal == nil, !words.isEmpty, !meaning.isEmpty {
                    return Group(words: words, meaning: meaning)
                }
                entry.reject(
                    "an entry is `equal: [refund, money back]`, or `words: [parcel]` and `mean: [delivery]`.")
                return nil
            } ?? []
        fields.rejectUnknownFields()
        diagnostics = fields.diagnostics
    }
}
