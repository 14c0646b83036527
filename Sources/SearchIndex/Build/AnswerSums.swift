// The terms of one answer while its postings are made.

/// Adds up what the forms of a term are worth in one answer.
struct AnswerSums {
    struct Sum {
        var term: Int
        var weight: Double
        var section: Int
        var count: Int
    }

    private(set) var sums: [Sum] = []
    private var places: [Int32]
    private var marks: [Int32]
    private var answer: Int32 = 0

    init(terms: Int) {
        places = Array(repeating: 0, count: terms)
        marks = Array(repeating: 0, count: terms)
    }

    mutating func begin() {
        sums.removeAll(keepingCapacity: true)
        answer += 1
    }

    mutating func add(_ term: Int, _ weight: Double, section: Int, count: Int) {
        if marks[term] != answer {
            marks[term] = answer
            places[term] = Int32(truncatingIfNeeded: sums.count)
            sums.append(Sum(term: term, weight: weight, section: section, count: count))
            return
        }
        let place = Int(places[term])
        sums[place].weight += weight
        if count > sums[place].count {
            sums[place].count = count
            sums[place].section = section
        }
    }
}
