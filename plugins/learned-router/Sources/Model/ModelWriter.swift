// From what was learned to a file's bytes.

/// Writes a model in ``ModelLayout``.
struct ModelWriter {
    private var bytes: [UInt8]

    /// The bytes of a model.
    ///
    /// - Parameter examples: how many texts it has learned from.
    static func bytes(
        names: [String], vocabulary: Vocabulary, planes: borrowing SeparatingPlanes,
        networks: [SmallNetwork], calibration: Calibration, examples: Int
    ) -> [UInt8] {
        let text: [UInt8] = names.flatMap { name -> [UInt8] in Array(name.utf8) + [ModelLayout.nameEnd] }
        let layout = ModelLayout(
            labelBytes: text.count, labels: names.count, features: vocabulary.keys.count,
            networkFeatures: vocabulary.networkCount, units: SmallNetwork.units * networks.count)
        var writer = ModelWriter(bytes: Array(repeating: 0, count: layout.totalBytes))
        writer.header(layout, examples: examples)
        writer.put(vocabulary.keys, at: layout.keys)
        writer.put(FeatureTable.slots(vocabulary.keys), at: layout.slots)
        writer.put(vocabulary.rarities, at: layout.rarities)
        writer.put(planes.bias.values(0), at: layout.planeBias)
        writer.put(networks.flatMap { $0.inputBias.values(0) }, at: layout.inputBias)
        writer.put(mean(networks.map { $0.outputBias.values(0) }), at: layout.outputBias)
        let share = 1 / Float(max(1, networks.count))
        let output = networks.flatMap { network in
            (0..<SmallNetwork.units).flatMap { network.output.values($0).map { $0 * share } }
        }
        writer.put(output, at: layout.output)
        writer.quantize(scales: layout.planeScales, at: layout.planes, rows: layout.features) {
            planes.weights.values($0)
        }
        writer.quantize(scales: layout.inputScales, at: layout.input, rows: layout.networkFeatures) { row in
            networks.flatMap { $0.input.values(row) }
        }
        writer.put(text, at: layout.names)
        writer.seal(calibration)
        return writer.bytes
    }

    /// The same model with another calibration.
    static func bytes(_ model: [UInt8], calibration: Calibration) -> [UInt8] {
        var writer = ModelWriter(bytes: model)
        writer.seal(calibration)
        return writer.bytes
    }

    private mutating func header(_ layout: ModelLayout, examples: Int) {
        put(ModelLayout.magic, at: 0)
        put([ModelLayout.version, UInt32(ModelLayout.headerBytes)], at: ModelLayout.Field.version)
        put([UInt64(layout.totalBytes)], at: ModelLayout.Field.totalBytes)
        let counts = [
            layout.labelBytes, layout.labels, layout.features, layout.networkFeatures, layout.units, examples,
        ]
        put(counts.map { UInt32(clamping: $0) }, at: ModelLayout.Field.labelBytes)
    }

    private mutating func seal(_ calibration: Calibration) {
        put(
            [
                calibration.planeUnit, calibration.networkUnit, calibration.slope, calibration.offset,
                calibration.threshold,
            ], at: ModelLayout.Field.calibration)
        let digest = bytes.withUnsafeBytes { ModelLayout.digest($0) }
        put([digest], at: ModelLayout.Field.digest)
    }

    /// Weights as whole steps of a 127th of the row's largest, which costs no accuracy and three
    /// quarters of the room.
    private mutating func quantize(scales: Int, at place: Int, rows: Int, _ row: (Int) -> [Float]) {
        for number in 0..<rows {
            let numbers = row(number)
            let largest = numbers.reduce(0) { max($0, abs($1)) }
            put([largest / 127], at: scales + 4 * number)
            guard largest > 0 else { continue }
            let start = place + number * numbers.count
            for (column, value) in numbers.enumerated() {
                bytes[start + column] = UInt8(bitPattern: Int8((value / largest * 127).rounded()))
            }
        }
    }

    private static func mean(_ rows: [[Float]]) -> [Float] {
        guard var sum = rows.first else { return [] }
        for row in rows.dropFirst() { for place in sum.indices { sum[place] += row[place] } }
        return sum.map { $0 / Float(rows.count) }
    }

    private mutating func put<Number: BitwiseCopyable>(_ numbers: [Number], at place: Int) {
        bytes.withUnsafeMutableBytes { target in
            numbers.withUnsafeBytes { source in
                UnsafeMutableRawBufferPointer(rebasing: target[place..<(place + source.count)])
                    .copyMemory(from: source)
            }
        }
    }
}
