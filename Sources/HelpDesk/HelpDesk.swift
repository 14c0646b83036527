// The use cases of the desk: what customers and agents can do.

public import FoundationEssentials
public import TicketStore
public import Tickets

/// The desk. It knows no web, no database and no plugin's process.
public struct HelpDesk: Sendable {
    /// What the desk would otherwise reach for: clock and randomness.
    public struct Surroundings: Sendable {
        let now: @Sendable () -> Date
        let randomBytes: @Sendable (_ count: Int) -> [UInt8]

        /// - Parameters:
        ///   - now: the clock.
        ///   - randomBytes: a cryptographic source.
        public init(now: @escaping @Sendable () -> Date, randomBytes: @escaping @Sendable (Int) -> [UInt8]) {
            self.now = now
            self.randomBytes = randomBytes
        }
    }

    /// How the desk works.
    public let settings: DeskSettings
    let store: any TicketStore
    let links: SecretLinks
    let surroundings: Surroundings
    /// Where customers reach the desk.
    let publicAddress: PublicAddress
    /// Is called after something was stored that others wait for.
    let onChange: @Sendable () -> Void
    /// Is called after something was let go that was held back before.
    let onRelease: @Sendable () -> Void
    /// What the desk says by itself, by key and language.
    let words: Words
    let spam: SpamGuard
    /// What others wait for: work behind the desk gives way to it.
    public let pressure: IntakePressure
    let readiness = Readiness()

    /// The desk's own words.
    ///
    /// - Parameters:
    ///   - key: the name of a sentence.
    ///   - language: a language's tag; `nil` for the site's.
    public typealias Words = @Sendable (_ key: String, _ language: String?) -> String

    /// A desk on a store.
    ///
    /// - Parameters:
    ///   - words: what it says by itself.
    ///   - limits: how much may come from one place before a person looks at it first.
    ///   - pressure: hears of each question that is being taken in.
    public init(
        settings: DeskSettings, store: any TicketStore, links: SecretLinks, surroundings: Surroundings,
        publicAddress: PublicAddress, words: @escaping Words, limits: PostingLimits = PostingLimits(),
        pressure: IntakePressure = IntakePressure(),
        onChange: @escaping @Sendable () -> Void, onRelease: @escaping @Sendable () -> Void = {}
    ) {
        self.settings = settings
        self.store = store
        self.links = links
        self.surroundings = surroundings
        self.publicAddress = publicAddress
        self.onChange = onChange
        self.onRelease = onRelease
        self.words = words
        spam = SpamGuard(limits)
        self.pressure = pressure
    }

    var now: Date { surroundings.now() }

    /// A random secret that needs no escaping in an address.
    public func newSecret() -> String {
        SecretLinks.base64URL(surroundings.randomBytes(24))
    }

    /// A key for a form in which an agent answers a ticket.
    public func newReplyKey(for ticket: TicketID) -> String { newKey(for: .reply(ticket)) }

    /// The address of the page on which a customer follows a ticket.
    public func path(of ticket: Ticket) -> String {
        "/t/\(ticket.id.number)/\(links.secret(for: ticket))"
    }
}

// What agents do

extension HelpDesk {
    /// A page of the desk's list: what is not solved first, then the newest first. What is laid aside is
    /// not in it.
    ///
    /// - Parameters:
    ///   - queue: where the tickets wait; `nil` for everywhere but where they are held.
    ///   - status: where they stand; `nil` for anywhere.
    public func tickets(
        in queue: String? = nil, of status: TicketStatus? = nil, after position: TicketListPosition?
    ) async throws -> TicketList {
        var filter = Self.filter(queue)
        filter.status = status
        filter.aside = .without(at: now)
        return try await store.tickets(filter, after: position, limit: 50)
    }

    /// A page of the tickets that are laid aside and whose moment has not come, the newest first.
    ///
    /// - Parameter queue: where the tickets wait; `nil` for everywhere but where they are held.
    public func ticketsAside(
        in queue: String? = nil, after position: TicketListPosition?
    ) async throws -> TicketList {
        var filter = Self.filter(queue)
        filter.aside = .only(at: now)
        return try await store.tickets(filter, after: position, limit: 50)
    }

    /// Until when a ticket is laid aside; `nil` when it is not.
    public func asideUntil(_ ticket: Ticket) -> Date? {
        ticket.state.isLaidAside(at: now) ? ticket.state.laidAsideUntil : nil
    }

    private static func filter(_ queue: String?) -> TicketFilter {
        queue.map { TicketFilter(queue: $0) } ?? TicketFilter(otherThan: DeskSettings.heldQueue)
    }

    /// Mails to customers, sent or not, the newest first.
    ///
    /// - Parameter id: the last of the page before; `nil` for the first page.
    public func mails(before id: Int64?) async throws -> [MailRecord] {
        try await store.mails(before: id, limit: 50)
    }

    /// The questions that wait for a person before anything else happens to them.
    public func heldTickets(after position: TicketListPosition?) async throws -> TicketList {
        try await store.tickets(TicketFilter(queue: DeskSettings.heldQueue), after: position, limit: 50)
    }

    /// A ticket with its thread, for an agent.
    public func thread(_ id: TicketID) async throws -> TicketThread? {
        try await store.thread(id)
    }

    /// Answers a ticket, and puts the mail to the customer into the outbox in the same transaction. A
    /// question that was held is let go by that.
    ///
    /// - Parameter key: the form's, see ``newReplyKey(for:)``: the same answer again changes nothing.
    public func reply(
        _ id: TicketID, _ body: String, key: String, by agent: String
    ) async throws -> ReplyOutcome {
        let body = body.storable
        guard !body.isBlank else { return .blank }
        let key = links.timeOfIssue(key, for: .reply(id)) == nil ? nil : key
        let done = try await store.edit(id, once: key, now: now) { [self] edit in
            guard !edit.isRepeated else { return (isRepeated: true, isReleased: false) }
            try Self.checkThere(edit.ticket)
            // The answer itself tells its customer that the question is here.
            let isReleased = try Self.letGo(&edit, by: agent)
            // A promise that was broken is written down, also where its timer comes late. A calendar
            // that never opens is told of by the store, and refuses no answer.
            try? edit.markPassed(settings.levels)
            edit.reply(body, by: agent)
            mailAnswer(body, by: agent, &edit)
            return (isRepeated: false, isReleased: isReleased)
        }
        guard let done else { return .noTicket }
        if done.isReleased { onRelease() } else { onChange() }
        guard done.isRepeated else { return .sent }
        let messages = try await store.thread(id)?.messages ?? []
        return messages.contains { $0.body == body } ? .sent : .keyUsed
    }

    /// - Throws: `TicketError` when a colleague has merged or erased the ticket meanwhile.
    static func checkThere(_ ticket: Ticket) throws(TicketError) {
        if ticket.state.isErased { throw .erased }
        if ticket.state.mergedInto != nil { throw .merged }
    }

    /// Makes a link with which an agent can sign in once, within a day.
    ///
    /// - Returns: the link's path.
    public func makeSignInLink(for agent: String) async throws -> String {
        try await Self.makeSignInLink(for: agent, in: store, surroundings)
    }

    /// The same beside a desk that runs, or before it does.
    public static func makeSignInLink(
        for agent: String, in store: any TicketStore, _ surroundings: Surroundings
    ) async throws -> String {
        let secret = SecretLinks.base64URL(surroundings.randomBytes(24))
        let now = surroundings.now()
        try await store.addSignInLink(
            hash: SecretLinks.hash(of: secret), agent: agent, expires: now.addingTimeInterval(86_400),
            now: now)
        return "/sign-in/\(secret)"
    }

    /// Uses a sign-in link up.
    ///
    /// - Returns: the secret of a new session, valid for two weeks; `nil` when the link is
    ///   unknown, used or expired.
    public func signIn(_ secret: String) async throws -> String? {
        guard let agent = try await store.redeemSignInLink(hash: SecretLinks.hash(of: secret), now: now)
        else {
            return nil
        }
        let session = newSecret()
        try await store.addSession(
            hash: SecretLinks.hash(of: session), agent: agent, expires: now.addingTimeInterval(14 * 86_400))
        return session
    }

    /// Ends a session.
    public func signOut(session: String) async throws {
        try await store.endSession(hash: SecretLinks.hash(of: session))
    }

    /// Who a session belongs to; `nil` when it is unknown or expired.
    public func agent(session: String) async throws -> String? {
        try await store.agent(sessionHash: SecretLinks.hash(of: session), now: now)
    }
}
