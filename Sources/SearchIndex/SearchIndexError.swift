// What can be wrong with an index.

/// An index that cannot be used, and what to do next.
public enum SearchIndexError: Error, Sendable, Equatable, CustomStringConvertible {
    /// Another version of Porchlight wrote it.
    case otherVersion(Int)
    /// A file of it is damaged or cut off.
    case damaged(file: String)
    /// A file of it is not there.
    case missing(file: String)
    /// What a build kept of an article cannot be read.
    case damagedAnalysis

    /// What is wrong and what to do next.
    public var description: String {
        switch self {
        case .otherVersion(let version):
            "the search index has format \(version), this program reads \(IndexFormat.version): build the site again."
        case .damaged(let file):
            "\(file) of the search index is damaged: build the site again with --clean."
        case .missing(let file):
            "\(file) of the search index is missing: build the site again with --clean."
        case .damagedAnalysis:
            "the cache of the search index is damaged: build the site again with --clean."
        }
    }
}
