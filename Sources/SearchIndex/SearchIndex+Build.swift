// Building: BM25F, computed once and rounded to integers.

internal import Foundation

extension SearchIndex {
    /// How much an occurrence counts by where it stands, and BM25's two parameters
    /// (Robertson and Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond", 2009).
    private enum Weight {
        static let page = 2.0
        static let heading = 3.0
        static let text = 1.0
        static let k1 = 1.2
        static let b = 0.75
        /// Weights are multiplied by this and rounded.
        static let scale = 1000.0
    }

    /// Indexes units; the result depends on nothing but their order and words.
    public init(of units: [SearchableUnit]) {
        self.init()
        self.units = units
        let analyzer = Analyzer()
        var numbers: [String: Int] = [:]
        var frequencies: [[(unit: Int, frequency: Double)]] = []
        var lengths: [Double] = []
        for (unit, searchable) in units.enumerated() {
            var inUnit: [Int: Double] = [:]
            let fields = [
                (searchable.page, Weight.page), (searchable.heading, Weight.heading),
                (searchable.text, Weight.text),
            ]
            for (text, weight) in fields {
                for word in Analyzer.words(text) {
                    let number = numbers.number(of: analyzer.stem(word))
                    words[word] = number
                    inUnit[number, default: 0] += weight
                }
            }
            lengths.append(inUnit.values.reduce(0, +))
            while frequencies.count < numbers.count { frequencies.append([]) }
            for (number, frequency) in inUnit { frequencies[number].append((unit, frequency)) }
        }
        let meanLength = max(1, lengths.reduce(0, +) / Double(max(1, lengths.count)))
        postings = frequencies.map { list -> [Int] in
            let absent = Double(units.count - list.count)
            let rarity = log(1 + (absent + 0.5) / (Double(list.count) + 0.5))
            var posting: [Int] = []
            for (unit, frequency) in list {
                let norm = Weight.k1 * (1 - Weight.b + Weight.b * lengths[unit] / meanLength)
                let weight = rarity * frequency * (Weight.k1 + 1) / (frequency + norm)
                posting += [unit, Int((weight * Weight.scale).rounded())]
            }
            return posting
        }
    }
}

extension [String: Int] {
    /// The key's number; a new key gets the next one.
    fileprivate mutating func number(of key: String) -> Int {
        if let known = self[key] { return known }
        self[key] = count
        return count - 1
    }
}
