// A trained model, and what it says about a text.

/// A model that was trained on texts and the labels that people gave them.
public final class RouterModel {
    /// What a model says about a text.
    public struct Answer: Equatable {
        /// The likeliest label; `nil` when the model has none.
        public let label: String?
        /// The probability that the label is right, from 0 to 1, as found on texts that the model had
        /// not seen, some of which belonged to none of its labels.
        public let score: Double
        /// Whether the score is below the model's threshold: then nothing should be done.
        public let abstained: Bool
    }

    /// The labels it knows, in ascending order.
    public let labels: [String]
    /// How many texts it has learned from.
    public let examples: Int
    /// Sixteen hexadecimal digits that name this model: other weights, another name.
    public let digest: String
    /// Below this score it abstains.
    public var threshold: Double { Double(calibration.threshold) }
    /// The model's length in bytes.
    public var byteCount: Int { memory.bytes.count }

    let calibration: Calibration
    private let memory: ModelMemory
    private let layout: ModelLayout
    private let table: FeatureTable

    /// Opens a model's file.
    ///
    /// - Throws: ``ModelError`` when it cannot be read, is none, is of a later version, truncated or
    ///   damaged.
    public convenience init(path: String) throws {
        try self.init(ModelMemory(path: path), path: path)
    }

    /// Opens a model that lies in memory.
    ///
    /// - Parameter path: what errors call it.
    convenience init(bytes: [UInt8], path: String = "the model") throws {
        try self.init(ModelMemory(bytes), path: path)
    }

    private init(_ memory: ModelMemory, path: String) throws {
        let bytes = memory.bytes
        layout = try Self.layout(bytes, path)
        let names = bytes[layout.names..<layout.totalBytes].split(
            separator: ModelLayout.nameEnd, omittingEmptySubsequences: false)
        guard names.count == layout.labels + 1 else { throw ModelError(path, .damaged) }
        labels = names.dropLast().map { String(decoding: $0, as: UTF8.self) }
        examples = Int(Self.number(bytes, ModelLayout.Field.examples))
        let digest = String(ModelLayout.digest(bytes), radix: 16)
        self.digest = String(repeating: "0", count: 16 - digest.count) + digest
        let floats = Self.floats(bytes, ModelLayout.Field.calibration, 5)
        calibration = Calibration(
            planeUnit: floats[0], networkUnit: floats[1], slope: floats[2], offset: floats[3],
            threshold: floats[4])
        table = FeatureTable(
            slots: Self.items(bytes, layout.slots, FeatureTable.slotCount(features: layout.features)),
            keys: Self.items(bytes, layout.keys, layout.features),
            rarities: Self.items(bytes, layout.rarities, layout.features))
        self.memory = memory
        rest()
    }

    /// Lets go of the memory that the last answers took: a file's pages are there again when they are
    /// needed.
    func rest() { memory.rest() }

    /// What the model says about a text.
    public func answer(_ text: String) -> Answer {
        answer(SentenceFeatures(text))
    }

    func answer(_ features: SentenceFeatures) -> Answer {
        guard let best = scores(features).surest(calibration) else {
            return Answer(label: nil, score: 0, abstained: true)
        }
        // With one label there was nothing to tell apart, so nothing is known about it.
        guard labels.count > 1 else { return Answer(label: labels[0], score: 0, abstained: true) }
        let score = calibration.probability(best.sureness)
        return Answer(
            label: labels[best.label], score: score, abstained: score < threshold)
    }

    /// How much a text says for a label, as the planes see it; texts are compared, no more.
    func support(_ text: String, for label: String) -> Float {
        guard let number = labels.firstIndex(of: label) else { return 0 }
        return scores(SentenceFeatures(text)).planes[number]
    }

    /// Both halves' scores; the network's have a mean of nought.
    func scores(_ features: SentenceFeatures) -> LabelScores {
        let reading = table.read(features)
        var scores = LabelScores(
            planes: Self.floats(memory.bytes, layout.planeBias, layout.labels), network: [],
            unseenShare: reading.unseenShare)
        scores.planes.withUnsafeMutableBufferPointer {
            add(reading, rowsAt: layout.planes, scalesAt: layout.planeScales, below: layout.features, to: $0)
        }
        var units = Self.floats(memory.bytes, layout.inputBias, layout.units)
        units.withUnsafeMutableBufferPointer {
            add(
                reading, rowsAt: layout.input, scalesAt: layout.inputScales, below: layout.networkFeatures,
                to: $0)
        }
        scores.network = Self.floats(memory.bytes, layout.outputBias, layout.labels)
        for (unit, value) in units.enumerated() where value > 0 {
            let row: UnsafeBufferPointer<Float> = Self.items(
                memory.bytes, layout.output + 4 * unit * layout.labels, layout.labels)
            for label in 0..<layout.labels { scores.network[label] += value * row[label] }
        }
        let mean = scores.network.reduce(0, +) / Float(max(1, layout.labels))
        for label in scores.network.indices { scores.network[label] -= mean }
        return scores
    }

    /// Adds the rows of a text's features, each times the feature's value.
    private func add(
        _ reading: FeatureTable.Reading, rowsAt rows: Int, scalesAt scales: Int, below limit: Int,
        to sums: UnsafeMutableBufferPointer<Float>
    ) {
        let width = sums.count
        guard width > 0, let base = memory.bytes.baseAddress, let sum = sums.baseAddress else { return }
        let scale: UnsafeBufferPointer<Float> = Self.items(memory.bytes, scales, limit)
        for entry in reading.entries where entry.column < limit {
            let column = Int(entry.column)
            let value = entry.value * scale[column]
            let row = (base + rows + column * width).assumingMemoryBound(to: Int8.self)
            for place in 0..<width { sum[place] += value * Float(row[place]) }
        }
    }
}

extension RouterModel {
    /// Reads and checks a header.
    private static func layout(_ bytes: UnsafeRawBufferPointer, _ path: String) throws -> ModelLayout {
        let magic = ModelLayout.magic
        guard bytes.prefix(magic.count).elementsEqual(magic.prefix(bytes.count)) else {
            throw ModelError(path, .notAModel)
        }
        guard bytes.count >= ModelLayout.headerBytes else { throw ModelError(path, .truncated) }
        let version = number(bytes, ModelLayout.Field.version)
        guard version <= ModelLayout.version else { throw ModelError(path, .newer(version: version)) }
        let written = bytes.loadUnaligned(fromByteOffset: ModelLayout.Field.totalBytes, as: UInt64.self)
        guard UInt64(bytes.count) >= written else { throw ModelError(path, .truncated) }
        let digest = bytes.loadUnaligned(fromByteOffset: ModelLayout.Field.digest, as: UInt64.self)
        guard UInt64(bytes.count) == written, version > 0, digest == ModelLayout.digest(bytes) else {
            throw ModelError(path, .damaged)
        }
        let layout = ModelLayout(
            labelBytes: Int(number(bytes, ModelLayout.Field.labelBytes)),
            labels: Int(number(bytes, ModelLayout.Field.labels)),
            features: Int(number(bytes, ModelLayout.Field.features)),
            networkFeatures: Int(number(bytes, ModelLayout.Field.networkFeatures)),
            units: Int(number(bytes, ModelLayout.Field.units)))
        // The counts are checked against the length before anything is multiplied out of bounds.
        let isSmall = [layout.labelBytes, layout.labels, layout.features, layout.units].allSatisfy {
            $0 <= bytes.count
        }
        guard isSmall, layout.networkFeatures <= layout.features, layout.totalBytes == bytes.count else {
            throw ModelError(path, .damaged)
        }
        return layout
    }

    private static func number(_ bytes: UnsafeRawBufferPointer, _ place: Int) -> UInt32 {
        bytes.loadUnaligned(fromByteOffset: place, as: UInt32.self)
    }

    private static func items<Item>(
        _ bytes: UnsafeRawBufferPointer, _ place: Int, _ count: Int
    ) -> UnsafeBufferPointer<Item> {
        let part = UnsafeRawBufferPointer(
            rebasing: bytes[place..<(place + count * MemoryLayout<Item>.stride)])
        return part.assumingMemoryBound(to: Item.self)
    }

    private static func floats(_ bytes: UnsafeRawBufferPointer, _ place: Int, _ count: Int) -> [Float] {
        Array(items(bytes, place, count) as UnsafeBufferPointer<Float>)
    }
}
