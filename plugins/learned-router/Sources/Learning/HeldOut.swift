// What a model said about a text that it had not seen.

/// The scores of a text that was held back.
struct HeldOut {
    private let scores: LabelScores
    /// The right label's number; `nil` when the text belongs to none that the model knows.
    private let label: Int?

    init(_ features: SentenceFeatures, _ label: String?, _ model: RouterModel) {
        scores = model.scores(features)
        self.label = label.flatMap { model.labels.firstIndex(of: $0) }
    }

    /// The calibration that fits what was seen.
    static func calibration(_ heldOut: [HeldOut]) -> Calibration {
        var calibration = Calibration()
        guard heldOut.count >= 10 else { return calibration }
        let planes = spread(heldOut.lazy.flatMap(\.scores.planes))
        let network = spread(heldOut.lazy.flatMap(\.scores.network))
        if planes > 0 { calibration.planeUnit = 1 / planes }
        if network > 0 { calibration.networkUnit = Calibration.networkShare / network }
        let units = calibration
        calibration.fit(heldOut.compactMap { $0.outcome(units) })
        return calibration
    }

    private func outcome(_ units: Calibration) -> Calibration.Outcome? {
        scores.surest(units).map {
            Calibration.Outcome(sureness: $0.sureness, isRight: $0.label == label, belongs: label != nil)
        }
    }

    /// The standard deviation.
    private static func spread(_ numbers: some Sequence<Float>) -> Float {
        var count: Float = 0
        var sum = 0.0
        var squares = 0.0
        for number in numbers {
            count += 1
            sum += Double(number)
            squares += Double(number) * Double(number)
        }
        guard count > 0 else { return 0 }
        let mean = sum / Double(count)
        return Float(max(0, squares / Double(count) - mean * mean).squareRoot())
    }
}
