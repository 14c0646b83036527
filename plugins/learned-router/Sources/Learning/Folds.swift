// Which examples are held back, and which labels are taken away whole.

/// The parts of the examples on which a model is tried before it is trained on all of them.
///
/// In each fold a fifth of every label's examples is held back, and a fifth of the labels is not
/// learned at all: their held-back texts then belong to none, so that the model meets strangers
/// before a customer does.
struct Folds {
    struct Fold: Equatable {
        /// The examples to learn from, ascending; those of hidden labels included.
        let training: [Int]
        /// The examples held back, ascending.
        let held: [Int]
        /// The labels that are not learned.
        let hidden: Set<Int>
    }

    /// With fewer labels none is hidden: too little would be left.
    static let labelsToHide = 5
    private static let parts = 5

    let folds: [Fold]

    /// Folds for examples with these labels: one of many examples, five of few, none of a handful.
    init(labels: [Int32], labelCount: Int, seed: UInt64) {
        var random = SeededRandom(seed: seed &+ 1)
        var order = (0..<Int32(labels.count)).map { $0 }
        random.shuffle(&order)
        var next = [Int](repeating: 0, count: labelCount)
        var part = [Int](repeating: 0, count: labels.count)
        for place in order {
            let label = Int(labels[Int(place)])
            // Each label begins at another part, so that small labels do not all lie in the first.
            part[Int(place)] = (next[label] + label) % Self.parts
            next[label] += 1
        }
        var labelOrder = (0..<Int32(labelCount)).map { $0 }
        random.shuffle(&labelOrder)
        let used = labels.count < 10 ? 0 : labels.count < 1000 ? 5 : labels.count < 4000 ? 2 : 1
        folds = (0..<used).map { fold in
            let hidden =
                labelCount < Self.labelsToHide
                ? []
                : labelOrder.enumerated().filter { $0.offset % Self.parts == fold }.map { Int($0.element) }
            return Fold(
                training: labels.indices.filter { part[$0] != fold },
                held: labels.indices.filter { part[$0] == fold }, hidden: Set(hidden))
        }
    }
}
