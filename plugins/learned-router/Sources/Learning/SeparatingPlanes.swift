// The linear half: for every label a plane between its texts and all others.

/// Linear support vector machines, one a label against the rest, with squared hinge loss.
///
/// Dual coordinate descent (Hsieh, Chang, Lin, Keerthi, Sundararajan 2008, algorithm 1), for all
/// labels in one pass over the texts: a feature's weights for all labels lie side by side, so that
/// a text is read once and not once a label.
struct SeparatingPlanes: ~Copyable {
    /// So many times every text is looked at. More brings nothing that could be measured.
    static let passes = 6
    /// What a text on the wrong side costs, against the width of the margin.
    static let penalty: Float = 1
    /// A multiplier that would move less is left as it is.
    private static let tolerance: Float = 1e-3

    /// A row of weights a feature, a column a label.
    let weights: Matrix
    /// The planes' offsets, a column a label, in one row.
    let bias: Matrix

    /// Finds the planes.
    ///
    /// - Parameters:
    ///   - texts: the examples.
    ///   - labels: the label of each, from 0 up to but without `labelCount`.
    init(
        texts: SparseRows, labels: [Int32], featureCount: Int, labelCount: Int,
        random: inout SeededRandom
    ) {
        weights = Matrix(rows: featureCount, columns: labelCount)
        bias = Matrix(rows: 1, columns: labelCount)
        let multipliers = Matrix(rows: texts.count, columns: labelCount)
        let steps = Matrix(rows: 1, columns: labelCount)
        let scores = Matrix(rows: 1, columns: labelCount)
        var order = (0..<Int32(texts.count)).map { $0 }
        for _ in 0..<Self.passes {
            random.shuffle(&order)
            for text in order {
                let range = texts.starts[Int(text)]..<texts.starts[Int(text) + 1]
                score(texts, range, into: scores.row(0))
                let label = Int(labels[Int(text)])
                let moved = Self.step(
                    scores, multipliers.numbers(Int(text)), label: label,
                    curvature: Self.curvature(texts, range), steps)
                if !moved.isEmpty { apply(steps, moved, texts, range) }
            }
        }
    }

    /// How far a text lies on each plane's side, without its padding's meaning anything.
    private borrowing func score(
        _ texts: SparseRows, _ range: Range<Int>, into scores: UnsafeMutablePointer<Matrix.Lanes>
    ) {
        let stride = weights.stride
        scores.update(from: bias.row(0), count: stride)
        for entry in range {
            let value = Matrix.Lanes(repeating: texts.values[entry])
            let row = weights.row(Int(texts.columns[entry]))
            for lane in 0..<stride { scores[lane] += value * row[lane] }
        }
    }

    private static func curvature(_ texts: SparseRows, _ range: Range<Int>) -> Float {
        texts.values[range].reduce(1) { $0 + $1 * $1 } + 1 / (2 * penalty)
    }

    /// Moves a text's multipliers to where its part of the dual problem is best.
    ///
    /// - Returns: the labels whose multipliers moved; how far stands in `steps`.
    private static func step(
        _ scores: borrowing Matrix, _ multipliers: UnsafeMutablePointer<Float>, label: Int,
        curvature: Float, _ steps: borrowing Matrix
    ) -> [Int32] {
        let scores = scores.numbers(0)
        let found = steps.numbers(0)
        var moved: [Int32] = []
        for other in 0..<steps.columns {
            let side: Float = other == label ? 1 : -1
            let old = multipliers[other]
            let gradient = side * scores[other] - 1 + old / (2 * penalty)
            let new = max(0, old - gradient / curvature)
            guard abs(new - old) > tolerance else {
                found[other] = 0
                continue
            }
            multipliers[other] = new
            found[other] = (new - old) * side
            moved.append(Int32(other))
        }
        return moved
    }

    private borrowing func apply(
        _ steps: borrowing Matrix, _ moved: [Int32], _ texts: SparseRows, _ range: Range<Int>
    ) {
        let lanes = steps.row(0)
        let single = steps.numbers(0)
        let stride = weights.stride
        for lane in 0..<stride { bias.row(0)[lane] += lanes[lane] }
        if moved.count * 4 > weights.columns {
            for entry in range {
                let value = Matrix.Lanes(repeating: texts.values[entry])
                let row = weights.row(Int(texts.columns[entry]))
                for lane in 0..<stride { row[lane] += value * lanes[lane] }
            }
        } else {
            for entry in range {
                let value = texts.values[entry]
                let row = weights.numbers(Int(texts.columns[entry]))
                for label in moved { row[Int(label)] += value * single[Int(label)] }
            }
        }
    }
}
