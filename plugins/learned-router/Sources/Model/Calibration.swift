// From scores that only compare to probabilities that say how sure a model is.

internal import Glibc

/// What was found on texts that a model had not seen.
struct Calibration: Equatable {
    /// What was seen of one text: how surely the model would have spoken, and what came of it.
    struct Outcome: Equatable {
        /// The surest label's score.
        let sureness: Float
        /// Whether that label is right; never for a text that belongs to none.
        let isRight: Bool
        /// Whether one of the labels would have been right.
        let belongs: Bool
    }

    /// Brings the planes' scores to a spread of 1.
    var planeUnit: Float = 4
    /// Brings the network's scores to their share beside the planes'.
    var networkUnit: Float = 0.25
    /// The probability that a label is right is 1 / (1 + exp(-(slope × sureness + offset))).
    var slope: Float = 1
    var offset: Float = -2
    /// Below this probability the model keeps silent.
    var threshold: Float = 0.5

    /// The network's share where the planes' is 1.
    static let networkShare: Float = 1
    /// So much sureness a text loses that consists of unseen words alone.
    static let unseenWeight: Float = 2

    /// The probability, from 0 to 1, that the surest label is right.
    func probability(_ sureness: Float) -> Double {
        1 / (1 + exp(-Double(slope * sureness + offset)))
    }

    /// Fits probability and threshold to what was seen.
    mutating func fit(_ outcomes: [Outcome]) {
        guard !outcomes.isEmpty else { return }
        fitProbability(outcomes)
        threshold = Float(probability(Self.bestCut(outcomes)))
    }

    /// Platt's sigmoid (1999) with his targets that are never quite 0 or 1, by Newton's method whose
    /// steps are halved until they help (Lin, Lin, Weng 2007).
    private mutating func fitProbability(_ outcomes: [Outcome]) {
        let right = Double(outcomes.count { $0.isRight })
        let wrong = Double(outcomes.count) - right
        let points = outcomes.map { outcome in
            (
                x: Double(outcome.sureness),
                target: outcome.isRight ? (right + 1) / (right + 2) : 1 / (wrong + 2)
            )
        }
        var line = Sigmoid(slope: 0, offset: log((right + 1) / (wrong + 1)))
        var loss = line.loss(points)
        search: for _ in 0..<100 {
            let step = line.step(points)
            var size = 1.0
            while size > 1e-10 {
                let next = Sigmoid(
                    slope: line.slope - size * step.slope, offset: line.offset - size * step.offset)
                let nextLoss = next.loss(points)
                if nextLoss < loss - 1e-9 {
                    line = next
                    loss = nextLoss
                    continue search
                }
                size /= 2
            }
            break
        }
        // A model whose sureness says nothing, or the contrary, is never sure.
        slope = Float(max(line.slope, 0.01))
        offset = Float(line.offset)
    }

    /// The sureness from which on to speak: where the share of texts answered rightly, among those
    /// that belong somewhere, plus the share left alone, among those that belong nowhere, is largest
    /// (Youden's index); without any of the latter, where right answers outnumber wrong ones most.
    static func bestCut(_ outcomes: [Outcome]) -> Float {
        let belonging = max(1, outcomes.count { $0.belongs })
        let strangers = outcomes.count - outcomes.count { $0.belongs }
        let right = 1 / Double(belonging)
        let wrong = strangers == 0 ? -right : 0
        let stranger = strangers == 0 ? 0 : -1 / Double(strangers)
        var gain = 0.0
        var best = 0.0
        let sorted = outcomes.sorted { $0.sureness > $1.sureness }
        var cut = (sorted.first?.sureness ?? 0) + 1
        for (place, outcome) in sorted.enumerated() {
            gain += outcome.belongs ? (outcome.isRight ? right : wrong) : stranger
            let isLast = place + 1 == sorted.count
            if gain >= best, isLast || sorted[place + 1].sureness < outcome.sureness {
                best = gain
                cut = isLast ? outcome.sureness : (outcome.sureness + sorted[place + 1].sureness) / 2
            }
        }
        return cut
    }
}

/// The curve that is fitted: probability 1 / (1 + exp(-(slope × x + offset))).
private struct Sigmoid {
    var slope: Double
    var offset: Double

    /// The cross-entropy of points on the curve.
    func loss(_ points: [(x: Double, target: Double)]) -> Double {
        points.reduce(0) { sum, point in
            let z = slope * point.x + offset
            let rest = (1 - point.target) * z
            return sum + (z >= 0 ? rest + log1p(exp(-z)) : rest - z + log1p(exp(z)))
        }
    }

    /// Newton's step, to be subtracted; a small ridge keeps it finite.
    func step(_ points: [(x: Double, target: Double)]) -> (slope: Double, offset: Double) {
        var (ga, gb, haa, hab, hbb) = (0.0, 0.0, 1e-6, 0.0, 1e-6)
        for (x, target) in points {
            let p = 1 / (1 + exp(-(slope * x + offset)))
            let weight = p * (1 - p)
            ga += (p - target) * x
            gb += p - target
            haa += weight * x * x
            hab += weight * x
            hbb += weight
        }
        let determinant = haa * hbb - hab * hab
        guard determinant > 0 else { return (ga, gb) }
        return ((hbb * ga - hab * gb) / determinant, (haa * gb - hab * ga) / determinant)
    }
}
