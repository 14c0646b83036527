// The words of one answer while it is being read.

/// Counts the words of an answer, by field.
struct EntryTable {
    private struct Entry {
        var form: Int32
        var counts: (UInt16, UInt16, UInt16, UInt16, UInt16) = (0, 0, 0, 0, 0)
        /// Where it stands most often, and how often.
        var bestSection: UInt8 = 0
        var best: UInt16 = 0
        var section: UInt8 = 0
        var inSection: UInt16 = 0
    }

    private var entries: [Entry] = []
    /// The entry of each of the article's words in this answer, where `marks` says so.
    private var places: [Int32] = []
    private var marks: [Int32] = []
    private var answer: Int32 = 0
    private var lengths = [0, 0, 0, 0, 0]
    /// Neighbours in titles, headings and questions.
    var pairs: [(Int, Int)] = []

    /// Begins another answer.
    mutating func begin() {
        entries.removeAll(keepingCapacity: true)
        pairs.removeAll(keepingCapacity: true)
        answer += 1
        for field in lengths.indices { lengths[field] = 0 }
    }

    @inline(__always)
    mutating func count(_ form: Int, _ field: ArticleAnalysis.Field, section: Int, isBeside: Bool) {
        while places.count <= form {
            places.append(0)
            marks.append(0)
        }
        if marks[form] != answer {
            marks[form] = answer
            places[form] = Int32(truncatingIfNeeded: entries.count)
            entries.append(Entry(form: Int32(truncatingIfNeeded: form)))
        }
        if !isBeside { lengths[field.rawValue] += 1 }
        let place = Int(places[form])
        var worth: UInt16 = 1
        switch field {
        case .title: entries[place].counts.0 &+= 1
        case .heading:
            entries[place].counts.1 &+= 1
            worth = RankingWeights.headingWorth
        case .askedAs: entries[place].counts.2 &+= 1
        case .tag:
            entries[place].counts.3 &+= 1
            worth = 0
        case .body: entries[place].counts.4 &+= 1
        }
        if field == .title { worth = 0 }
        if entries[place].section != UInt8(truncatingIfNeeded: section) {
            entries[place].section = UInt8(truncatingIfNeeded: section)
            entries[place].inSection = 0
        }
        entries[place].inSection &+= worth
        if entries[place].inSection > entries[place].best {
            entries[place].best = entries[place].inSection
            entries[place].bestSection = UInt8(truncatingIfNeeded: section)
        }
    }

    /// Writes the answer's lengths, words and pairs.
    func write(to output: inout PackedWriter) {
        for length in lengths { output.write(length) }
        output.write(entries.count)
        for entry in entries {
            output.write(Int(entry.form))
            let counts = [entry.counts.0, entry.counts.1, entry.counts.2, entry.counts.3, entry.counts.4]
            var mask = 0
            for (field, count) in counts.enumerated() where count > 0 { mask |= 1 << field }
            if entry.bestSection > 0 { mask |= 0x20 }
            if entry.counts.4 == 1 { mask |= 0x40 }
            output.write(mask)
            for (field, count) in counts.enumerated() where count > 0 && !(field == 4 && count == 1) {
                output.write(Int(count))
            }
            if entry.bestSection > 0 { output.write(Int(entry.bestSection)) }
            output.write(Int(entry.best))
        }
        output.write(pairs.count)
        for pair in pairs {
            output.write(pair.0)
            output.write(pair.1)
        }
    }
}
