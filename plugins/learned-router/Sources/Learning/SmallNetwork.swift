// The half with a bend in it: a network with one hidden layer.

internal import Glibc

/// A feed-forward network with one hidden layer, trained with dropout (Srivastava et al. 2014) and
/// AdaGrad (Duchi, Hazan, Singer 2011) on cross-entropy.
///
/// It sees what planes cannot, that two words mean something together. Alone it is no better than
/// the planes; both together are.
final class SmallNetwork {
    /// How many units the hidden layer has.
    static let units = 64
    /// How far a step goes at first; steps get smaller until the last pass.
    private static let rate: Float = 0.03
    /// This share of the hidden units is left out, others each time.
    private static let hiddenDropout: Float = 0.4

    /// A row a feature, a column a hidden unit.
    let input: Matrix
    /// The hidden units' offsets.
    let inputBias: Matrix
    /// A row a hidden unit, a column a label.
    let output: Matrix
    /// The labels' offsets.
    let outputBias: Matrix

    /// How many times every text is looked at: a few texts oftener than many.
    static func passes(texts: Int) -> Int {
        min(30, max(15, 60_000 / max(1, texts)))
    }

    /// How many networks are trained, each from another begin: their mean is right oftener than one,
    /// above all where examples are few, and there it costs little. Of a handful none learns much.
    static func count(texts: Int) -> Int {
        texts < 100 ? 1 : texts < 4000 ? 4 : 2
    }

    /// Trains a network.
    ///
    /// - Parameters:
    ///   - texts: the examples; features from `featureCount` on are left out.
    ///   - labels: the label of each, from 0 up to but without `labelCount`.
    init(
        texts: SparseRows, labels: [Int32], featureCount: Int, labelCount: Int,
        random: inout SeededRandom
    ) {
        input = Matrix(rows: featureCount, columns: Self.units)
        inputBias = Matrix(rows: 1, columns: Self.units)
        output = Matrix(rows: Self.units, columns: labelCount)
        outputBias = Matrix(rows: 1, columns: labelCount)
        for row in 0..<featureCount {
            for unit in 0..<Self.units { input.numbers(row)[unit] = (random.unit() - 0.5) * 0.2 }
        }
        let spread = 2 * (3 / Float(Self.units)).squareRoot()
        for row in 0..<Self.units {
            for label in 0..<labelCount { output.numbers(row)[label] = (random.unit() - 0.5) * spread }
        }
        var learner = Learner(
            longestText: texts.longestRow, features: featureCount, labels: labelCount)
        var order = (0..<Int32(texts.count)).map { $0 }
        let passes = Self.passes(texts: texts.count)
        for pass in 0..<passes {
            random.shuffle(&order)
            learner.rate = Self.rate * (1 - Float(pass) / Float(passes))
            for text in order {
                learner.choose(texts, Int(text), features: featureCount, &random)
                learner.forward(self, dropout: Self.hiddenDropout, &random)
                learner.backward(self, label: Int(labels[Int(text)]), dropout: Self.hiddenDropout)
            }
        }
    }
}

/// What a training keeps besides the network: one text's activations, and AdaGrad's sums of squares.
private struct Learner: ~Copyable {
    typealias Lanes = Matrix.Lanes

    var rate: Float = 0
    private var columns: [Int32]
    private var values: [Float]
    private var chosen = 0
    private let hidden = Matrix(rows: 1, columns: SmallNetwork.units)
    private let hiddenError = Matrix(rows: 1, columns: SmallNetwork.units)
    private let error: Matrix
    /// One sum a row is as good as one a weight, and cheaper.
    private var inputSquares: [Float]
    private var outputSquares: [Float]
    private let inputBiasSquares = Matrix(rows: 1, columns: SmallNetwork.units, repeating: 1e-8)
    private let outputBiasSquares: Matrix

    init(longestText: Int, features: Int, labels: Int) {
        columns = Array(repeating: 0, count: longestText)
        values = Array(repeating: 0, count: longestText)
        error = Matrix(rows: 1, columns: labels)
        inputSquares = Array(repeating: 1e-8, count: features)
        outputSquares = Array(repeating: 1e-8, count: SmallNetwork.units)
        outputBiasSquares = Matrix(rows: 1, columns: labels, repeating: 1e-8)
    }

    /// Takes half of a text's features, others each time, at twice their value.
    mutating func choose(
        _ texts: borrowing SparseRows, _ text: Int, features: Int, _ random: inout SeededRandom
    ) {
        chosen = 0
        var coins: UInt64 = 0
        var thrown = 64
        for entry in texts.starts[text]..<texts.starts[text + 1] {
            if thrown == 64 {
                coins = random.next()
                thrown = 0
            }
            thrown += 1
            coins = (coins >> 1) | (coins << 63)
            guard coins & 1 == 1, texts.columns[entry] < features else { continue }
            columns[chosen] = texts.columns[entry]
            values[chosen] = texts.values[entry] * 2
            chosen += 1
        }
    }

    /// Fills the hidden units and, in `error`, the labels' probabilities.
    func forward(_ network: SmallNetwork, dropout: Float, _ random: inout SeededRandom) {
        let units = hidden.row(0)
        units.update(from: network.inputBias.row(0), count: hidden.stride)
        for entry in 0..<chosen {
            let value = Lanes(repeating: values[entry])
            let row = network.input.row(Int(columns[entry]))
            for lane in 0..<hidden.stride { units[lane] += value * row[lane] }
        }
        let single = hidden.numbers(0)
        let scale = 1 / (1 - dropout)
        let sums = error.row(0)
        sums.update(from: network.outputBias.row(0), count: error.stride)
        for unit in 0..<hidden.columns {
            guard single[unit] > 0, random.unit() >= dropout else {
                single[unit] = 0
                continue
            }
            single[unit] *= scale
            let value = Lanes(repeating: single[unit])
            let row = network.output.row(unit)
            for lane in 0..<error.stride { sums[lane] += value * row[lane] }
        }
        softmax(error)
    }

    /// Steps against the gradient.
    mutating func backward(_ network: SmallNetwork, label: Int, dropout: Float) {
        error.numbers(0)[label] -= 1
        let wrong = error.row(0)
        descend(network.outputBias.row(0), outputBiasSquares.row(0), wrong, error.stride)
        let single = hidden.numbers(0)
        let back = hiddenError.numbers(0)
        let scale = 1 / (1 - dropout)
        var size = Lanes()
        for lane in 0..<error.stride { size += wrong[lane] * wrong[lane] }
        let wrongLength = size.sum() / Float(error.columns)
        var length: Float = 0
        for unit in 0..<hidden.columns {
            back[unit] = 0
            guard single[unit] != 0 else { continue }
            outputSquares[unit] += single[unit] * single[unit] * wrongLength
            let step = Lanes(repeating: rate * single[unit] / outputSquares[unit].squareRoot())
            let row = network.output.row(unit)
            var sum = Lanes()
            for lane in 0..<error.stride {
                sum += row[lane] * wrong[lane]
                row[lane] -= step * wrong[lane]
            }
            back[unit] = sum.sum() * scale
            length += back[unit] * back[unit]
        }
        descend(network.inputBias.row(0), inputBiasSquares.row(0), hiddenError.row(0), hidden.stride)
        length /= Float(hidden.columns)
        for entry in 0..<chosen {
            let column = Int(columns[entry])
            inputSquares[column] += values[entry] * values[entry] * length
            let step = Lanes(repeating: rate * values[entry] / inputSquares[column].squareRoot())
            let row = network.input.row(column)
            for lane in 0..<hidden.stride { row[lane] -= step * hiddenError.row(0)[lane] }
        }
    }

    /// One AdaGrad step of offsets.
    private func descend(
        _ row: UnsafeMutablePointer<Lanes>, _ squares: UnsafeMutablePointer<Lanes>,
        _ gradient: UnsafeMutablePointer<Lanes>, _ stride: Int
    ) {
        for lane in 0..<stride {
            squares[lane] += gradient[lane] * gradient[lane]
            row[lane] -= rate * gradient[lane] / squares[lane].squareRoot()
        }
    }

    private func softmax(_ sums: borrowing Matrix) {
        let single = sums.numbers(0)
        var largest = -Float.infinity
        for label in 0..<sums.columns { largest = max(largest, single[label]) }
        var total: Float = 0
        for label in 0..<sums.columns {
            single[label] = expf(single[label] - largest)
            total += single[label]
        }
        for label in 0..<sums.columns { single[label] /= total }
        for padding in sums.columns..<(sums.stride * 8) { single[padding] = 0 }
    }
}
