// How a model does on texts whose labels are known.

internal import FoundationEssentials

/// What a model said about some texts, and how much of it was right.
public struct Evaluation {
    /// A text and what the model says about it, as it is written with `--json`.
    public struct Line: Codable, Equatable, Sendable {
        /// What was written.
        public let text: String
        /// Where it belongs; `nil` when nobody said.
        public let label: String?
        /// What the model takes for likeliest.
        public let predicted: String?
        /// How likely that is right, from 0 to 1.
        public let score: Double
        /// Whether the model would have kept silent.
        public let abstained: Bool

        /// Writes all five fields, `null` where there is nothing.
        public func encode(to encoder: any Encoder) throws {
            var fields = encoder.container(keyedBy: CodingKeys.self)
            try fields.encode(text, forKey: .text)
            try fields.encode(label, forKey: .label)
            try fields.encode(predicted, forKey: .predicted)
            try fields.encode(score, forKey: .score)
            try fields.encode(abstained, forKey: .abstained)
        }
    }

    /// A line for each text, in their order.
    public let lines: [Line]
    private let known: Set<String>

    /// Asks a model about texts.
    public init(_ texts: [LabelledText], model: RouterModel) {
        known = Set(model.labels)
        lines = texts.map { text in
            let answer = model.answer(text.text)
            return Line(
                text: text.text, label: text.label, predicted: answer.label, score: answer.score,
                abstained: answer.abstained)
        }
    }

    /// The lines as JSON.
    public var json: String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return lines.compactMap { try? encoder.encode($0) }.map { String(decoding: $0, as: UTF8.self) }
            .joined(separator: "\n")
    }

    /// The figures, for a person.
    public var summary: String {
        let belonging = lines.filter { $0.label.map(known.contains) ?? false }
        let strangers = lines.filter { $0.label.map { !known.contains($0) } ?? false }
        let answered = belonging.filter { !$0.abstained }
        var sentences = ["\(lines.count) texts, \(belonging.count) with a label that the model knows."]
        if !belonging.isEmpty {
            sentences.append("The likeliest label is right for \(share(belonging, of: belonging.count)).")
            sentences.append("It answers \(percent(answered.count, of: belonging.count)) of them")
            sentences[sentences.count - 1] +=
                answered.isEmpty
                ? "." : ", and of these answers \(share(answered, of: answered.count)) are right."
        }
        if !strangers.isEmpty {
            let silent = strangers.count { $0.abstained }
            sentences.append(
                "\(strangers.count) belong to none of its labels: it keeps silent about "
                    + "\(percent(silent, of: strangers.count)) of these.")
        }
        return sentences.joined(separator: "\n")
    }

    private func share(_ lines: [Line], of count: Int) -> String {
        percent(lines.count { $0.predicted == $0.label }, of: count)
    }

    private func percent(_ part: Int, of whole: Int) -> String {
        let tenths = (Double(part) / Double(whole) * 1000).rounded() / 10
        return "\(tenths) %"
    }
}
