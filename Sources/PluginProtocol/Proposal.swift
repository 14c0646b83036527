// One value that a plugin proposes.

/// One value that a plugin proposes for one field.
public struct Proposal: Sendable, Equatable, Codable {
    /// How strongly it is meant, the strongest last.
    public enum Strength: String, Sendable, Codable, CaseIterable {
        case hint
        case should
        case must
    }

    /// `queue`.
    public let field: String
    /// The value, one of the host's choices.
    public let value: String
    /// How strongly it is meant.
    public let strength: Strength
    /// From 0 to 1.
    public let confidence: Double
    /// Why, in words for an agent.
    public let reason: String

    /// A proposal.
    public init(field: String, value: String, strength: Strength, confidence: Double, reason: String) {
        self.field = field
        self.value = value
        self.strength = strength
        self.confidence = confidence
        self.reason = reason
    }
}
