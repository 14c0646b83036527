// How sure is sure, and from where on to speak.

import CustomDump
import Testing

@testable import LearnedRouterPlugin

@Suite("The calibration of learned-router")
struct CalibrationTests {
    private func outcome(_ sureness: Float, _ isRight: Bool, belongs: Bool = true) -> Calibration.Outcome {
        Calibration.Outcome(sureness: sureness, isRight: isRight, belongs: belongs)
    }

    @Test("The cut lies where right answers and silence about strangers together are most")
    func cut() {
        let outcomes = [
            outcome(5, true), outcome(4, true), outcome(3, true), outcome(2, false, belongs: false),
            outcome(1, false, belongs: false),
        ]
        #expect(Calibration.bestCut(outcomes) == 2.5)
    }

    @Test("Without strangers it speaks as long as right answers outnumber wrong ones")
    func cutWithoutStrangers() {
        let outcomes = [outcome(4, true), outcome(3, true), outcome(2, false), outcome(1, false)]
        #expect(Calibration.bestCut(outcomes) == 2.5)
        #expect(Calibration.bestCut([outcome(2, true), outcome(1, true)]) == 1)
    }

    @Test("Probabilities are what was seen: of a hundred texts with this sureness so many were right")
    func probability() {
        var calibration = Calibration()
        var outcomes: [Calibration.Outcome] = []
        for (sureness, right) in [(Float(-1), 10), (1, 50), (3, 90)] {
            outcomes += (0..<100).map { outcome(sureness, $0 < right) }
        }
        calibration.fit(outcomes)
        let percent = [Float(-1), 1, 3].map { (calibration.probability($0) * 100).rounded() }
        expectNoDifference(percent, [11, 50, 89])
    }

    @Test("A sureness that parts right from wrong cleanly still gives numbers")
    func separable() {
        var calibration = Calibration()
        calibration.fit((0..<40).map { outcome(Float($0), $0 >= 20) })
        #expect(calibration.probability(0) < 0.1)
        #expect(calibration.probability(39) > 0.9)
        #expect(calibration.slope.isFinite && calibration.offset.isFinite)
    }

    @Test("A sureness that says the contrary never makes it sure")
    func contrary() {
        var calibration = Calibration()
        calibration.fit((0..<40).map { outcome(Float($0), $0 < 20) })
        #expect(calibration.probability(39) >= calibration.probability(0))
    }

    @Test("Each label is held back in part, and of five labels one is hidden in each fold")
    func folds() {
        let labels = (0..<50).map { Int32($0 % 5) }
        let folds = Folds(labels: labels, labelCount: 5, seed: 1).folds
        #expect(folds.count == 5)
        expectNoDifference(folds.flatMap(\.held).sorted(), Array(0..<50))
        expectNoDifference(folds.map(\.hidden.count), [1, 1, 1, 1, 1])
        for fold in folds {
            expectNoDifference((fold.training + fold.held).sorted(), Array(0..<50))
            for label in 0..<5 { #expect(fold.held.count { labels[$0] == Int32(label) } == 2) }
        }
        #expect(Folds(labels: [0, 1, 0, 1], labelCount: 2, seed: 1).folds.isEmpty)
        #expect(Folds(labels: labels.map { $0 % 2 }, labelCount: 2, seed: 1).folds[0].hidden.isEmpty)
    }
}
