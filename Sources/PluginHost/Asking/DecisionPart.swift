// What of a decision is asked for at a time.

/// A part of a decision. Answers to customers have their own clock: a ticket is where it belongs before
/// anybody has thought about what to write (protocol, "Failure and pressure").
public enum DecisionPart: Sendable {
    /// All stages, one after the other.
    case all
    /// What a ticket is about and where it belongs.
    case routing
    /// What to answer, once that is over.
    case answering
}
