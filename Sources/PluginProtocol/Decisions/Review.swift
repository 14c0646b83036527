// The answer to `ticket.review`.

/// Whether what the other plugins decided may happen.
public struct Review: Sendable, Equatable, Codable {
    /// The two answers.
    public enum Verdict: String, Sendable, Codable, CaseIterable {
        /// It may happen.
        case allow
        /// A person looks at it first.
        case hold
    }

    /// The answer.
    public let verdict: Verdict
    /// Why, in words for an agent.
    public let reason: String

    /// An answer.
    public init(_ verdict: Verdict, reason: String) {
        self.verdict = verdict
        self.reason = reason
    }

    /// Reads what is there; who allows may leave the reason out.
    public init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: CodingKeys.self)
        verdict = try fields.decode(Verdict.self, forKey: .verdict)
        reason =
            try verdict == .allow
            ? fields.value(.reason, or: "") : fields.decode(String.self, forKey: .reason)
    }
}

/// The answer to `ticket.review`.
public typealias ReviewResult = Answer<Review>
