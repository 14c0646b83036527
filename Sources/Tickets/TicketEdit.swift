// All that may be done to a ticket, and what follows from it. Pure: a store commits the result.

public import FoundationEssentials

/// Changes to one ticket that are committed together.
///
/// A store lends an edit inside a transaction, then writes the ticket, its new messages, events,
/// decisions and mails at once.
public struct TicketEdit: Sendable {
    /// The ticket with the changes made so far.
    public internal(set) var ticket: Ticket
    /// What was said.
    public internal(set) var messages: [Message] = []
    /// What happened.
    public internal(set) var events: [TicketEvent] = []
    /// What plugins answered.
    public private(set) var decisions: [Decision] = []
    /// What is to be sent.
    public private(set) var mails: [OutgoingMail] = []
    /// Whether the plugins have now been asked about the ticket.
    public private(set) var isDecided = false
    /// Whether the customer said something that the plugins are to be asked about.
    public private(set) var asksPlugins = false
    /// Whether the form that asks for this edit was taken in before: one key, one effect.
    public let isRepeated: Bool
    /// What is known of the address that the ticket came from. What is written here is kept.
    public var correspondent: Correspondent
    private let knownCorrespondent: Correspondent
    /// What the customer has asked, where the store tells it: where it keeps what plugins did.
    public let asked: Asked?
    let now: Date

    /// What a customer has asked, as it is in the store while the edit is lent.
    public struct Asked: Sendable, Equatable {
        /// How many public messages the customer wrote.
        public let messageCount: Int
        /// Whether the plugins are still to be asked about the last of them.
        public let isUndecided: Bool

        /// What is in the store.
        public init(messageCount: Int, isUndecided: Bool) {
            self.messageCount = messageCount
            self.isUndecided = isUndecided
        }
    }

    /// Begins to edit a stored ticket.
    public init(
        _ ticket: Ticket, isRepeated: Bool = false, correspondent: Correspondent = Correspondent(),
        asked: Asked? = nil, now: Date
    ) {
        self.asked = asked
        self.ticket = ticket
        self.isRepeated = isRepeated
        self.correspondent = correspondent
        knownCorrespondent = correspondent
        self.now = now
    }

    /// Takes a new ticket in: its first message and the event that it exists.
    ///
    /// - Parameter actor: who began it: the customer, or an agent who writes to one first.
    public init(
        taking ticket: Ticket, body: String, attachments: [Attachment] = [], by actor: Actor = .requester,
        correspondent: Correspondent = Correspondent()
    ) {
        self.init(ticket, correspondent: correspondent, now: ticket.createdAt)
        self.ticket.state = TicketState(id: ticket.id, createdAt: now, by: actor)
        messages.append(
            Message(author: actor.author, body: body, at: self.ticket.createdAt, attachments: attachments))
        events.append(
            TicketEvent(kind: .created, actor: actor, change: nil, at: self.ticket.createdAt, revision: 1))
        attempt(.setQueue(ticket.queue), by: .desk)
    }

    /// The customer adds something; a ticket that waited for them waits for us again. On a closed
    /// ticket the message is kept, and the ticket stays closed: nothing is lost.
    public mutating func add(_ body: String, attachments: [Attachment] = []) {
        say(body, attachments, by: .requester, then: nil)
    }

    /// The customer sends their form again with another name or subject: the last one counts.
    public mutating func correct(name: String, subject: String) {
        if name != ticket.requester.name {
            ticket.requester = Requester(name: name, address: ticket.requester.address)
            attempt(.correct(field: "name"), by: .requester)
        }
        if subject != ticket.subject {
            ticket.subject = subject
            attempt(.correct(field: "subject"), by: .requester)
        }
    }

    /// Whether something became known of the address.
    public var changesCorrespondent: Bool { correspondent != knownCorrespondent }

    /// An agent answers; from now on the ticket waits for the customer.
    public mutating func reply(_ body: String, by agent: String) {
        say(body, [], by: .agent(name: agent), then: .pending)
    }

    /// An agent finishes the ticket. Nothing happens when it is solved already.
    public mutating func solve(by agent: String) {
        attempt(.move(to: .solved), by: .agent(name: agent))
    }

    /// The customer says how it went. The last answer counts, each is recorded.
    ///
    /// - Throws: ``TicketError/notSolved`` while the ticket is not solved.
    public mutating func rate(_ rating: Rating) throws(TicketError) {
        try apply(.rate(rating), by: .requester)
    }

    /// The customer says how it went, with a number. The last answer counts, each is recorded.
    ///
    /// - Throws: ``TicketError/notSolved`` while the ticket is not solved.
    public mutating func rate(_ score: SurveyScore) throws(TicketError) {
        try apply(.score(score), by: .requester)
    }

    /// Writes down what plugins said, whoever has touched the ticket, and decides nothing by it.
    public mutating func note(_ decisions: [Decision]) { self.decisions += decisions }

    /// Writes down what the plugins answered, and moves the ticket if they have decided its queue
    /// and nobody of ours has touched it.
    ///
    /// - Parameter isComplete: whether they need not be asked again; otherwise the ticket stays
    ///   undecided, also where a person has touched it: its customer may have said something since.
    public mutating func record(
        _ decisions: [Decision], queue: (id: String, plugin: String)?, isComplete: Bool = true
    ) {
        let isTouched = ticket.state.isTouched
        self.decisions += decisions.map { decision in
            var decision = decision
            if isTouched { decision.won = false }
            return decision
        }
        isDecided = isComplete
        guard !isTouched, let queue else { return }
        attempt(.setQueue(queue.id), by: .plugin(id: queue.plugin))
    }

    /// Puts a mail to the requester into the outbox. While nobody has shown that they read its mail,
    /// the name that was typed beside the address is left out: it may be anybody's words. Who was erased
    /// has no address, and gets none.
    ///
    /// - Parameter isAutomatic: whether no person wrote it.
    public mutating func mail(subject: String, text: String, isAutomatic: Bool = true) {
        guard !ticket.requester.address.isEmpty else { return }
        let name = correspondent.isVerified ? ticket.requester.name : ""
        mails.append(
            OutgoingMail(
                to: Requester(name: name, address: ticket.requester.address), subject: subject, text: text,
                ticket: ticket.id, at: now, isAutomatic: isAutomatic))
    }

    /// Writes down what the plugins answered, and does what they decided, as far as nobody of ours has
    /// touched the ticket.
    ///
    /// - Parameters:
    ///   - commands: what they decided, each with the plugin that decided it. What cannot be done is
    ///     left out.
    ///   - isComplete: whether they need not be asked again.
    public mutating func record(
        _ decisions: [Decision], commands: [(plugin: String, command: TicketCommand)], isComplete: Bool
    ) {
        record(decisions, queue: nil, isComplete: isComplete)
        for (plugin, command) in commands { attempt(command, by: .plugin(id: plugin)) }
    }

    private mutating func say(
        _ body: String, _ attachments: [Attachment], by actor: Actor, then next: TicketStatus?
    ) {
        let said: [TicketEvent]? =
            if let events = try? ticket.state.apply(.say(.public, then: next), by: actor, at: now) {
                events
            } else {
                try? ticket.state.keep(.public, by: actor, at: now)
            }
        events += said ?? []
        keep(Message(author: actor.author, body: body, at: now, attachments: attachments))
    }

    /// Keeps what was said. What a customer says is for the plugins.
    mutating func keep(_ message: Message) {
        messages.append(message)
        if message.isFromRequester, !ticket.state.isErased {
            asksPlugins = true
        }
    }

    /// Does what can be done; what cannot leaves the ticket as it is.
    private mutating func attempt(_ command: TicketCommand, by actor: Actor) {
        if let happened = try? ticket.state.apply(command, by: actor, at: now) { events += happened }
    }
}

extension Actor {
    /// As whom they speak.
    var author: Author {
        switch self {
        case .requester: .requester
        case .agent(let name): .agent(name: name)
        case .plugin(let id): .plugin(id: id)
        case .desk: .desk
        }
    }
}
