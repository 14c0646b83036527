// Where a term stands, as bytes.

/// Writes postings.
enum PostingsCoding {
    /// The distances between the answers, then for each a byte of impact and section, then the
    /// sections that were too large for it.
    static func write(_ postings: ArraySlice<BuiltIndex.Posting>, to output: inout PackedWriter) {
        var last: Int32 = -1
        for posting in postings {
            output.write(Int(posting.unit - last - 1))
            last = posting.unit
        }
        for posting in postings {
            output.bytes.append(posting.impact << 3 | min(posting.section, UInt8(IndexFormat.sectionFollows)))
        }
        for posting in postings where Int(posting.section) >= IndexFormat.sectionFollows {
            output.bytes.append(posting.section)
        }
    }

    /// Those that are kept of a long list: the highest impacts, and of equal ones the first.
    static func pruned(_ postings: ArraySlice<BuiltIndex.Posting>, to limit: Int) -> [BuiltIndex.Posting] {
        guard postings.count > limit else { return Array(postings) }
        return Array(
            postings.sorted { ($1.impact, $0.unit) < ($0.impact, $1.unit) }.prefix(limit)
        ).sorted { $0.unit < $1.unit }
    }
}
