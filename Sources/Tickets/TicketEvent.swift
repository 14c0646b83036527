// The audit trail: what happened to a ticket. Never a body, never an address.

public import FoundationEssentials

/// Who caused an event.
public enum Actor: Sendable, Equatable, Codable {
    case requester
    case agent(name: String)
    case plugin(id: String)
    /// The desk itself, when a timer was due.
    case desk
}

/// Something that happened to a ticket, for ever.
public struct TicketEvent: Sendable, Equatable, Codable {
    /// The closed list of what can happen.
    public enum Kind: String, Sendable, Codable, CaseIterable {
        case created = "ticket.created"
        case messageAdded = "message.added"
        case changed = "ticket.changed"
        case solved = "ticket.solved"
        case reopened = "ticket.reopened"
        case closed = "ticket.closed"
        case merged = "ticket.merged"
        case erased = "ticket.erased"
        case slaNear = "sla.near"
        case slaBreached = "sla.breached"
        case surveySent = "survey.sent"
        case surveyAnswered = "survey.answered"
    }

    /// A field's change.
    public struct Change: Sendable, Equatable, Codable {
        /// The field's name, as plugins know it.
        public let field: String
        /// Its value before; empty for a field that holds a person's words.
        public let from: String
        /// Its value after; empty for a field that holds a person's words.
        public let to: String

        /// The change of a field that holds a person's words: that it changed, and no word of it.
        static func ofWords(in field: String) -> Change {
            Change(field: field, from: "", to: "")
        }
    }

    /// What happened.
    public let kind: Kind
    /// Who caused it.
    public let actor: Actor
    /// The field that changed, where one did.
    public let change: Change?
    /// When.
    public let at: Date
    /// The ticket's revision after it; `nil` for events of the first versions.
    public let revision: Int?
    /// Who may read the message that was added; `nil` stands for everybody.
    public let visibility: Message.Visibility?

    init(
        kind: Kind, actor: Actor, change: Change?, at: Date, revision: Int? = nil,
        visibility: Message.Visibility? = nil
    ) {
        self.kind = kind
        self.actor = actor
        self.change = change
        self.at = at
        self.revision = revision
        self.visibility = visibility
    }
}
