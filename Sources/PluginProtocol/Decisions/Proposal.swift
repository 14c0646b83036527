// One value that a plugin proposes.

/// One value that a plugin proposes for one field.
public struct Proposal: Sendable, Equatable, Codable {
    /// How strongly it is meant, the strongest last.
    public enum Strength: String, Sendable, Codable, CaseIterable {
        case hint
        case should
        case must
    }

    /// The field, see ``ProposalField``. What this version does not know is dropped with a word.
    public let field: String
    /// The value, one of the host's choices.
    public let value: String
    /// How strongly it is meant; `should` when it does not say.
    public let strength: Strength
    /// From 0 to 1; 0.5 when it does not say.
    public let confidence: Double
    /// Why, in words for an agent.
    public let reason: String
    /// What it was concluded from: words of the ticket, numbers of similar ones.
    public let evidence: [String]?

    /// A proposal.
    public init(
        field: String, value: String, strength: Strength = .should, confidence: Double, reason: String,
        evidence: [String]? = nil
    ) {
        self.field = field
        self.value = value
        self.strength = strength
        self.confidence = confidence
        self.reason = reason
        self.evidence = evidence
    }

    /// Reads what is there.
    public init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: CodingKeys.self)
        field = try fields.decode(String.self, forKey: .field)
        value = try fields.decode(String.self, forKey: .value)
        strength = try fields.value(.strength, or: .should)
        confidence = try fields.value(.confidence, or: 0.5)
        reason = try fields.decode(String.self, forKey: .reason)
        evidence = try fields.decodeIfPresent([String].self, forKey: .evidence)
    }
}
