// From analyses to the files of an index.

/// Builds an index.
public enum IndexBuilder {
    /// The files of an index over some articles; they depend on nothing but the arguments.
    ///
    /// - Parameters:
    ///   - analyses: one for each article, in the order in which equal answers stand.
    ///   - language: the tag of the articles' language.
    ///   - synonyms: the site's own; those of the language are added.
    ///   - weights: those that were chosen, unless they are being chosen.
    /// - Throws: ``SearchIndexError/damagedAnalysis`` when a kept analysis cannot be read.
    public static func files(
        of analyses: [ArticleAnalysis], language: String, synonyms: [SynonymGroup] = [],
        weights: RankingWeights = .standard, sizes: IndexSizes? = nil
    ) throws -> [IndexFile] {
        do {
            let index = try IndexMerge.merge(
                analyses, language: language, synonyms: synonyms, weights: weights)
            return IndexWriter.files(
                of: index, weights: weights, sizes: sizes ?? IndexSizes(articles: analyses.count))
        } catch is PackedReader.Unreadable {
            throw SearchIndexError.damagedAnalysis
        }
    }
}
