// What both halves of a model say about one text.

/// The scores of a text, label for label.
struct LabelScores {
    /// How far the text lies on each plane's side.
    var planes: [Float]
    /// What the network says, with a mean of nought.
    var network: [Float]
    /// The share of its words that no example had, from 0 to 1.
    var unseenShare: Float

    /// The label with the highest score of both halves together, the first of equal ones; `nil`
    /// without labels.
    func surest(_ calibration: Calibration) -> (label: Int, sureness: Float)? {
        var best: (label: Int, sureness: Float)?
        for label in planes.indices {
            let score = planes[label] * calibration.planeUnit + network[label] * calibration.networkUnit
            if score > best?.sureness ?? -.infinity { best = (label, score) }
        }
        best?.sureness -= Calibration.unseenWeight * unseenShare
        return best
    }
}
