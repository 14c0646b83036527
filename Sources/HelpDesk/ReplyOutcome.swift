// What became of an agent's answer.

/// What became of an answer that an agent sent.
public enum ReplyOutcome: Sendable, Equatable {
    /// It is stored, now or when the same form was sent before.
    case sent
    /// There is nothing to send.
    case blank
    /// The form was used for another answer: one form, one answer.
    case keyUsed
    /// There is no such ticket.
    case noTicket
}
