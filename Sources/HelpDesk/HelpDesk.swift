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

    /// A desk on a store.
    public init(
        settings: DeskSettings, store: any TicketStore, links: SecretLinks, surroundings: Surroundings,
        publicAddress: PublicAddress, onChange: @escaping @Sendable () -> Void
    ) {
        self.settings = settings
        self.store = store
        self.links = links
        self.surroundings = surroundings
        self.publicAddress = publicAddress
        self.onChange = onChange
    }

    var now: Date { surroundings.now() }

    /// A random secret that needs no escaping in an address.
    public func newSecret() -> String {
        SecretLinks.base64URL(surroundings.randomBytes(24))
    }

    /// A key for an empty form.
    public func newFormKey() -> String {
        links.formKey(for: .ask, randomBytes: surroundings.randomBytes(SecretLinks.formKeyRandomness))
    }

    /// A key for a form in which an agent answers a ticket.
    public func newReplyKey(for ticket: TicketID) -> String {
        links.formKey(
            for: .reply(ticket), randomBytes: surroundings.randomBytes(SecretLinks.formKeyRandomness))
    }

    /// A form as it came in. A key that we did not give out counts for nothing, and the form is a
    /// new one.
    public func receive(
        key: String, name: String, address: String, subject: String, body: String
    ) -> AskForm {
        AskForm(
            key: links.isIssued(key, for: .ask) ? key : newFormKey(), name: name, address: address,
            subject: subject, body: body)
    }

    /// The address of the page on which a customer follows a ticket.
    public func path(of ticket: Ticket) -> String {
        "/t/\(ticket.id.number)/\(links.secret(for: ticket))"
    }
}

// What customers do

extension HelpDesk {
    /// Takes a question in. When it returns, the ticket is on the disk.
    ///
    /// - Throws: ``AskFormError`` when the form is not filled in right, or the store's error.
    public func submit(_ form: AskForm) async throws -> Ticket {
        let mistakes = form.mistakes
        guard mistakes.isEmpty else { throw AskFormError(mistakes: mistakes) }
        let submission = Submission(
            key: links.submissionKey(formKey: form.key, address: form.address),
            requester: Requester(name: form.name, address: form.address),
            subject: form.subject, body: form.body, queue: DeskSettings.triage.id)
        let ticket = try await store.submit(submission, now: now)
        onChange()
        return ticket
    }

    /// A ticket for whoever holds its link; `nil` when there is no such ticket or the secret is
    /// not its own.
    public func thread(_ id: TicketID, secret: String) async throws -> TicketThread? {
        guard let thread = try await store.thread(id), links.isValid(secret, for: thread.ticket) else {
            return nil
        }
        return thread
    }

    /// Takes a customer's rating.
    ///
    /// - Returns: `nil` when there is no such ticket or the secret is not its own.
    /// - Throws: `TicketError` while the ticket is not solved.
    public func rate(_ id: TicketID, secret: String, _ rating: Rating) async throws -> Ticket? {
        guard try await thread(id, secret: secret) != nil else { return nil }
        return try await store.edit(id, now: now) { edit in
            try edit.rate(rating)
            return edit.ticket
        }
    }
}

// What agents do

extension HelpDesk {
    /// A page of the desk's list: what is not solved first, then the newest first.
    public func tickets(after position: TicketListPosition?) async throws -> TicketList {
        try await store.tickets(after: position, limit: 50)
    }

    /// A ticket with its thread, for an agent.
    public func thread(_ id: TicketID) async throws -> TicketThread? {
        try await store.thread(id)
    }

    /// Answers a ticket, and puts the mail to the customer into the outbox in the same transaction.
    ///
    /// - Parameter key: the form's, see ``newReplyKey(for:)``: the same answer again changes nothing.
    public func reply(
        _ id: TicketID, _ body: String, key: String, by agent: String
    ) async throws -> ReplyOutcome {
        let body = body.storable
        guard !body.isBlank else { return .blank }
        let key = links.isIssued(key, for: .reply(id)) ? key : nil
        let isRepeated: Bool? = try await store.edit(id, once: key, now: now) { [self] edit in
            guard !edit.isRepeated else { return true }
            // A promise that was broken is written down, also where its timer comes late. A calendar
            // that never opens is told of by the store, and refuses no answer.
            try? edit.markPassed(settings.levels)
            edit.reply(body, by: agent)
            let link = "\(publicAddress)\(path(of: edit.ticket))"
            // A mail lies outside the site, so links to articles need its address in front.
            let body = body.replacing("](/", with: "](\(publicAddress)/")
            edit.mail(
                subject: "Re: \(edit.ticket.subject) [\(edit.ticket.id)]",
                text: "\(body)\n\n\(agent)\n\nThe whole conversation: \(link)\n")
            return false
        }
        guard let isRepeated else { return .noTicket }
        onChange()
        guard isRepeated else { return .sent }
        let messages = try await store.thread(id)?.messages ?? []
        return messages.contains { $0.body == body } ? .sent : .keyUsed
    }

    /// Finishes a ticket.
    ///
    /// - Returns: whether there is such a ticket.
    public func solve(_ id: TicketID, by agent: String) async throws -> Bool {
        let isThere: Void? = try await store.edit(id, now: now) { [settings] edit in
            try? edit.markPassed(settings.levels)
            edit.solve(by: agent)
        }
        if isThere != nil { onChange() }
        return isThere != nil
    }

    /// Makes a link with which an agent can sign in once, within a day.
    ///
    /// - Returns: the link's path.
    public func makeSignInLink(for agent: String) async throws -> String {
        let secret = newSecret()
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
