// What a store holds, piece by piece, as it is exported and imported.

public import FoundationEssentials
public import Tickets

/// A piece of all that a store holds. Sessions and sign-in links are no part of it.
public enum StoreRecord: Sendable, Equatable {
    case ticket(TicketRecord)
    case mail(MailRecord)
    case vote(Vote)
    case castVote(CastVote)
    case suggestion(SuggestionCount)
    case plugin(KeptPlugin)
    case call(RecordedCall)
    case appointment(PluginAppointment)
    case request(StoredRequest)
}

/// A ticket with all that belongs to it.
public struct TicketRecord: Sendable, Equatable, Codable {
    /// Its state, its subject, who asked.
    public var ticket: Ticket
    /// The key of the form that it came from.
    public let key: String
    /// The keys of forms that changed it, in alphabetical order.
    public let editKeys: [String]
    /// Whether the plugins need not be asked about it.
    public let isDecided: Bool
    /// In the order in which they were said.
    public let messages: [Message]
    /// In the order in which they were made.
    public let decisions: [Decision]
    /// In the order in which it happened.
    public let events: [TicketEvent]
    /// The events' own numbers in the order of all that happened, by which plugins remember where
    /// they are; `nil` where they are not known, as in exports of the first versions.
    public let eventNumbers: [Int64]?
    /// How many plugins in a row caused each event; `nil` when none caused any.
    public let eventDepths: [Int]?
    /// What is known of the address that it came from; `nil` for nothing.
    public let correspondent: Correspondent?

    /// A ticket with all that belongs to it.
    public init(
        ticket: Ticket, key: String, editKeys: [String], isDecided: Bool, messages: [Message],
        decisions: [Decision], events: [TicketEvent], eventNumbers: [Int64]? = nil,
        eventDepths: [Int]? = nil, correspondent: Correspondent? = nil
    ) {
        self.eventNumbers = eventNumbers
        self.eventDepths = eventDepths?.contains { $0 != 0 } == true ? eventDepths : nil
        self.ticket = ticket
        self.key = key
        self.editKeys = editKeys
        self.isDecided = isDecided
        self.messages = messages
        self.decisions = decisions
        self.events = events
        self.correspondent = correspondent
    }

    /// Throws when the ticket is not what its events say, or a message of it is missing.
    public func check() throws {
        let counts = [eventNumbers?.count, eventDepths?.count].compactMap(\.self)
        guard try TicketState(id: ticket.id, rebuilding: events) == ticket.state,
            counts.allSatisfy({ $0 == events.count })
        else { throw TicketError.unreadableEvent }
        guard messages.count == ticket.state.messageCount else {
            throw StoreError(.missingMessage, number: 0)
        }
    }
}

/// A mail with its number, sent or not.
public struct MailRecord: Sendable, Equatable, Codable {
    /// Its number, from 1.
    public let id: Int64
    /// The mail.
    public let mail: OutgoingMail
    /// When it was sent; `nil` while it waits.
    public let sentAt: Date?

    /// A mail with its number.
    public init(id: Int64, mail: OutgoingMail, sentAt: Date?) {
        self.id = id
        self.mail = mail
        self.sentAt = sentAt
    }
}
