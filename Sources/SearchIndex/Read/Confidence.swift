// How likely it is that an answer answers.

/// Turns what is known of a hit into a probability, in whole numbers: a logistic regression over
/// three figures. How they weigh against each other was fitted on StackFAQ with each question's own
/// answers there and taken away (AUROC 0.859); how sure that makes, on the first answers of all
/// development sets. Of answers with a confidence up to 0.3, 0.3 to 0.5 and so on, 28, 31, 56, 80 and
/// 95 % were right. Tests/Benchmarks/search_weights.py --confidence fits it again.
enum Confidence {
    /// What the odds are made of.
    struct Figures: Equatable {
        /// The share of the most that any answer could earn, in 1024ths.
        var share = 0
        /// What strong matches say, in 16ths of a bit: each word's weight times the square of its impact.
        var evidence = 0
        /// The share of the title's or question's own weight that the query has, in 1024ths.
        var title = 0
    }

    /// 1000 / (1 + e^(−x)) for x = 0, ¼, ½, … 6, rounded; between them it is taken as straight.
    private static let logistic = [
        500, 562, 622, 679, 731, 777, 818, 852, 881, 905, 924, 940, 953, 963, 971, 977, 982, 986, 989, 991,
        993, 995, 996, 997, 998,
    ]

    /// The confidence in thousandths.
    static func thousandths(_ figures: Figures) -> Int {
        let weights = RankingWeights.confidence
        let odds =
            weights.offset
            + (weights.share * figures.share + weights.evidence * figures.evidence
                + weights.title * figures.title) / 16
        let size = min(abs(odds), 6143)
        let low = logistic[size / 256]
        let high = logistic[min(size / 256 + 1, logistic.count - 1)]
        let value = low + (high - low) * (size % 256) / 256
        return odds >= 0 ? value : 1000 - value
    }

    /// The figures of a hit.
    ///
    /// - Parameters:
    ///   - title: the title of its page, or its question.
    ///   - vocabulary: the words that every reader has at hand; others of the title count as missing.
    static func figures(
        of hit: Ranker.Hit, _ plan: QueryPlan, title: String, in vocabulary: VocabularyBlock
    ) -> Figures {
        var figures = Figures()
        let most = max(1, plan.weight * Ranker.mostImpact)
        figures.share = min(1024, hit.score * 1024 / most)
        var evidence = 0
        for (group, share) in zip(plan.groups, hit.shares) where group.weight > 0 {
            evidence += share * share / (group.weight * Ranker.mostImpact * Ranker.mostImpact)
        }
        figures.evidence = min(1024, evidence / 16)
        var asked: Set<Int> = []
        for group in plan.groups {
            for alternative in group.alternatives { asked.insert(alternative.term.number) }
        }
        var has = 0
        var all = 0
        for word in QueryWords(title).words where !word.isBeside {
            let term = vocabulary.find(word.form).map { vocabulary.term(ofForm: $0) }
            if term?.isFunctionWord == true { continue }
            let weight = plan.rarity(frequency: term?.frequency ?? 1)
            all += weight
            if let term, asked.contains(term.number) { has += weight }
        }
        figures.title = has * 1024 / max(1, all)
        return figures
    }
}
