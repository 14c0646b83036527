// From examples to a model.

/// Trains a model: the planes, the network, and on texts held back how sure both may be.
///
/// The same examples in the same order give the same model, byte for byte.
public struct RouterTraining {
    /// The examples in use: those with a label, each once.
    let examples: [LabelledText]
    /// The labels, in ascending order.
    let names: [String]
    private let labels: [Int32]
    private let features: [SentenceFeatures]
    private let seed: UInt64

    /// Examples to learn from; those without a label are left out, equal ones count once.
    ///
    /// - Parameter seed: of what is left to chance.
    public init(_ examples: [LabelledText], seed: UInt64 = 1) {
        var seen: Set<LabelledText> = []
        self.examples = examples.filter { $0.label != nil && seen.insert($0).inserted }
        let names = Set(self.examples.compactMap(\.label)).sorted()
        let numbers = Dictionary(uniqueKeysWithValues: names.enumerated().map { ($1, Int32($0)) })
        labels = self.examples.compactMap { $0.label.flatMap { numbers[$0] } }
        // A queue's name is its first example: “billing” says what belongs there.
        features =
            self.examples.map { SentenceFeatures($0.text) } + names.map { SentenceFeatures(Self.words($0)) }
        self.names = names
        self.seed = seed
    }

    /// The model's bytes, as they stand in its file.
    ///
    /// - Parameter validation: texts to find the threshold on; a label that no example has means that
    ///   the text belongs to none. Empty, the threshold is found on examples held back.
    public func model(validation: [LabelledText] = []) throws -> [UInt8] {
        let all = Array(examples.indices)
        let first = try fit(all, labels: Set(0..<names.count), Calibration())
        guard names.count > 1 else { return first }
        var heldOut: [HeldOut] = []
        if validation.isEmpty {
            for fold in Folds(labels: labels, labelCount: names.count, seed: seed).folds {
                heldOut += try hold(fold)
            }
        } else {
            let known = Set(names)
            let model = try RouterModel(bytes: first)
            heldOut = validation.map { example in
                let label = example.label.flatMap { known.contains($0) ? $0 : nil }
                return HeldOut(SentenceFeatures(example.text), label, model)
            }
        }
        return ModelWriter.bytes(first, calibration: HeldOut.calibration(heldOut))
    }

    /// `card_payment_fee`, `cardPaymentFee` and `card-payment-fee` as words.
    static func words(_ name: String) -> String {
        var words = ""
        var previous: Character = " "
        for character in name {
            if character == "_" || character == "-" || character == "/" || character == "." {
                words.append(" ")
            } else {
                if character.isUppercase, previous.isLowercase { words.append(" ") }
                words.append(character)
            }
            previous = character
        }
        return words
    }

    /// Trains on the examples of a fold and asks about the others.
    private func hold(_ fold: Folds.Fold) throws -> [HeldOut] {
        let kept = fold.training.filter { !fold.hidden.contains(Int(labels[$0])) }
        let visible = Set(0..<names.count).subtracting(fold.hidden)
        let model = try RouterModel(bytes: fit(kept, labels: visible, Calibration()))
        return fold.held.map { place in
            let label = Int(labels[place])
            return HeldOut(features[place], visible.contains(label) ? names[label] : nil, model)
        }
    }

    /// A model of some of the examples and labels.
    private func fit(_ chosen: [Int], labels visible: Set<Int>, _ calibration: Calibration) throws -> [UInt8]
    {
        let numbers = visible.sorted()
        let rank = Dictionary(uniqueKeysWithValues: numbers.enumerated().map { (Int32($1), Int32($0)) })
        let texts = chosen + numbers.map { examples.count + $0 }
        let targets = chosen.compactMap { rank[labels[$0]] } + numbers.indices.map { Int32($0) }
        let vocabulary = Vocabulary(features, texts, limit: ModelLayout.featureLimit(labels: numbers.count))
        var rows = SparseRows()
        let slots = FeatureTable.slots(vocabulary.keys)
        slots.withUnsafeBufferPointer { slots in
            vocabulary.keys.withUnsafeBufferPointer { keys in
                vocabulary.rarities.withUnsafeBufferPointer { rarities in
                    let table = FeatureTable(slots: slots, keys: keys, rarities: rarities)
                    for text in texts { rows.append(table.read(features[text]).entries) }
                }
            }
        }
        var random = SeededRandom(seed: seed)
        let planes = SeparatingPlanes(
            texts: rows, labels: targets, featureCount: vocabulary.keys.count, labelCount: numbers.count,
            random: &random)
        let networks = (0..<SmallNetwork.count(texts: texts.count)).map { _ in
            SmallNetwork(
                texts: rows, labels: targets, featureCount: vocabulary.networkCount,
                labelCount: numbers.count, random: &random)
        }
        return ModelWriter.bytes(
            names: numbers.map { names[$0] }, vocabulary: vocabulary, planes: planes, networks: networks,
            calibration: calibration, examples: chosen.count)
    }
}
