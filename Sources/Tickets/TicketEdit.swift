// All that may be done to a ticket, and what follows from it. Pure: a store commits the result.

public import FoundationEssentials

/// Changes to one ticket that are committed together.
///
/// A store lends an edit inside a transaction, then writes the ticket, its new messages, events,
/// decisions and mails at once.
public struct TicketEdit: Sendable {
    /// The ticket with the changes made so far.
    public private(set) var ticket: Ticket
    /// What was said.
    public private(set) var messages: [Message] = []
    /// What happened.
    public private(set) var events: [TicketEvent] = []
    /// What plugins answered.
    public private(set) var decisions: [Decision] = []
    /// What is to be sent.
    public private(set) var mails: [OutgoingMail] = []
    /// Whether the plugins have now been asked about the ticket.
    public private(set) var isDecided = false
    /// Whether the form that asks for this edit was taken in before: one key, one effect.
    public let isRepeated: Bool
    private let now: Date

    /// Begins to edit a stored ticket.
    public init(_ ticket: Ticket, isRepeated: Bool = false, now: Date) {
        self.ticket = ticket
        self.isRepeated = isRepeated
        self.now = now
    }

    /// Takes a new ticket in: its first message and the event that it exists.
    public init(taking ticket: Ticket, body: String) {
        self.init(ticket, now: ticket.createdAt)
        messages.append(Message(author: .requester, body: body, at: now))
        record(.created, by: .requester)
    }

    /// The customer adds something; a ticket that waited for them waits for us again.
    public mutating func add(_ body: String) {
        messages.append(Message(author: .requester, body: body, at: now))
        record(.messageAdded, by: .requester)
        if ticket.status == .pending || ticket.status == .solved { set(.open, by: .requester) }
    }

    /// The customer sends their form again with another name or subject: the last one counts.
    public mutating func correct(name: String, subject: String) {
        if name != ticket.requester.name {
            ticket.requester = Requester(name: name, address: ticket.requester.address)
            record(.changed, .ofWords(in: "name"), by: .requester)
        }
        if subject != ticket.subject {
            ticket.subject = subject
            record(.changed, .ofWords(in: "subject"), by: .requester)
        }
    }

    /// An agent answers; from now on the ticket waits for the customer.
    public mutating func reply(_ body: String, by agent: String) {
        messages.append(Message(author: .agent(name: agent), body: body, at: now))
        record(.messageAdded, by: .agent(name: agent))
        if ticket.status != .pending { set(.pending, by: .agent(name: agent)) }
    }

    /// An agent finishes the ticket. Nothing happens when it is solved already.
    public mutating func solve(by agent: String) {
        guard ticket.status != .solved else { return }
        set(.solved, by: .agent(name: agent))
        record(.solved, by: .agent(name: agent))
    }

    /// The customer says how it went. The last answer counts, each is recorded.
    ///
    /// - Throws: ``TicketError/notSolved`` while the ticket is not solved.
    public mutating func rate(_ rating: Rating) throws(TicketError) {
        guard ticket.status == .solved else { throw .notSolved }
        let change = TicketEvent.Change(
            field: "rating", from: ticket.rating?.rawValue ?? "", to: rating.rawValue)
        ticket.rating = rating
        record(.surveyAnswered, change, by: .requester)
    }

    /// Writes down what the plugins answered, and moves the ticket if they have decided its queue
    /// and nobody of ours has touched it.
    ///
    /// - Parameter isComplete: whether they need not be asked again; otherwise the ticket stays
    ///   undecided.
    public mutating func record(
        _ decisions: [Decision], queue: (id: String, plugin: String)?, isComplete: Bool = true
    ) {
        let isTouched = ticket.status != .new
        self.decisions += decisions.map { decision in
            var decision = decision
            if isTouched { decision.won = false }
            return decision
        }
        isDecided = isComplete || isTouched
        guard !isTouched, let queue, queue.id != ticket.queue else { return }
        let change = TicketEvent.Change(field: "queue", from: ticket.queue, to: queue.id)
        ticket.queue = queue.id
        record(.changed, change, by: .plugin(id: queue.plugin))
    }

    /// Puts a mail to the requester into the outbox.
    public mutating func mail(subject: String, text: String) {
        mails.append(
            OutgoingMail(to: ticket.requester, subject: subject, text: text, ticket: ticket.id, at: now))
    }

    private mutating func set(_ status: TicketStatus, by actor: Actor) {
        let change = TicketEvent.Change(field: "status", from: ticket.status.rawValue, to: status.rawValue)
        ticket.status = status
        record(.changed, change, by: actor)
    }

    private mutating func record(
        _ kind: TicketEvent.Kind, _ change: TicketEvent.Change? = nil, by actor: Actor
    ) {
        if !events.isEmpty || kind != .created { ticket.revision += 1 }
        events.append(TicketEvent(kind: kind, actor: actor, change: change, at: now))
    }
}

/// What cannot be done to a ticket.
public enum TicketError: String, Error, Sendable, CaseIterable, CustomStringConvertible {
    case notSolved = "not-solved"

    /// What is wrong and what to do next.
    public var description: String {
        switch self {
        case .notSolved: "the ticket is not solved yet: it can be rated once it is."
        }
    }
}
