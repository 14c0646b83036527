// What customers do with a ticket behind its link.

internal import FoundationEssentials
public import TicketStore
public import Tickets

/// A ticket as somebody sees it who has its link.
public struct LinkedThread: Sendable {
    /// The ticket with what was said.
    public let thread: TicketThread
    /// Whether the link is one that was mailed.
    public let isMailed: Bool
    /// Whether the link's holder may be asked whether the address is theirs.
    public let asksWhetherMine: Bool
    /// What was said on other questions of the same customer that became part of this one.
    public let parts: [TicketThread]
    /// Where the ticket goes on that this one became part of, if that is the same customer's.
    public let mergedPath: String?
}

/// What became of a customer's message.
public enum CustomerReplyOutcome: Sendable, Equatable {
    /// It is stored, on this ticket or on one that follows it up.
    case sent(path: String)
    /// There is nothing to send.
    case blank
    /// The form was used for another message: one form, one message.
    case keyUsed
    /// There is no such ticket, or the secret is not its own.
    case noTicket
}

extension HelpDesk {
    /// A key for a form in which a customer adds to a ticket.
    public func newCustomerKey(for ticket: TicketID) -> String { newKey(for: .customer(ticket)) }

    /// A ticket for whoever holds its link; `nil` when there is no such ticket or the secret is
    /// not its own.
    public func thread(_ id: TicketID, secret: String) async throws -> TicketThread? {
        guard try await opens(id, secret), let thread = try await store.thread(id),
            // It may have been revoked meanwhile.
            links.isValid(secret, for: thread.ticket)
        else { return nil }
        return thread
    }

    /// Whether a secret opens a ticket. For a wrong one, the same is done whether there is such a ticket
    /// and whatever was said on it, so that the time does not tell. Nothing opens one that was erased:
    /// what is said there could not be answered, or erased.
    private func opens(_ id: TicketID, _ secret: String) async throws -> Bool {
        let ticket = try await store.ticket(id)
        let isValid = links.isValid(secret, for: ticket ?? Self.missing(id))
        return ticket?.state.isErased == false && isValid
    }

    /// What a secret is compared with where there is no ticket.
    private static func missing(_ id: TicketID) -> Ticket {
        Ticket(
            id: id, subject: "", requester: Requester(name: "", address: ""), status: .closed,
            queue: DeskSettings.triage.id, rating: nil, createdAt: .distantPast, revision: 1,
            linkGeneration: 1)
    }

    /// The same, with all that its page shows.
    public func linked(_ id: TicketID, secret: String) async throws -> LinkedThread? {
        guard let thread = try await thread(id, secret: secret) else { return nil }
        let ticket = thread.ticket
        let isMailed = links.isMailed(secret, for: ticket)
        return LinkedThread(
            thread: thread, isMailed: isMailed, asksWhetherMine: isMailed && !thread.correspondent.isVerified,
            // Whoever only typed an address is led to nothing else that was asked from it.
            parts: isMailed ? try await parts(of: ticket, ofSameCustomer: true) : [],
            mergedPath: isMailed ? try await mergedPath(of: ticket) : nil)
    }

    /// The page of the ticket that one became part of.
    ///
    /// It is the only other ticket that a link leads to. An agent has made one conversation of the two, whose
    /// later messages stand there alone, so whoever may read the one is to read the other. A ticket that
    /// follows another up is a conversation of its own, and its link may be with other people: mails are
    /// passed on, and one who holds a link to an old question could read what was asked years later, also
    /// after that link was revoked. Such tickets are named by their number; each has its link in its own mails.
    private func mergedPath(of ticket: Ticket) async throws -> String? {
        try await target(of: ticket).map(mailedPath)
    }

    /// The ticket that one became part of, where it is the same customer's and was not erased.
    private func target(of ticket: Ticket) async throws -> Ticket? {
        guard let id = ticket.state.mergedInto, let other = try await store.ticket(id),
            !other.state.isErased,
            other.requester.address.lowercased() == ticket.requester.address.lowercased()
        else { return nil }
        return other
    }

    func mailedPath(of ticket: Ticket) -> String {
        "/t/\(ticket.id.number)/\(links.mailedSecret(for: ticket))"
    }

    /// Somebody presses a button on the page behind a link that was mailed: the address is theirs.
    ///
    /// Opening it is not enough. Programs that look through mails open links, too.
    func verify(_ edit: inout TicketEdit, _ secret: String) {
        guard links.isMailed(secret, for: edit.ticket), !edit.correspondent.isVerified else { return }
        edit.correspondent.verifiedAt = now
    }

    /// Takes down that the address is that of whoever holds the link.
    ///
    /// - Returns: whether there is such a ticket and the secret is its own.
    public func verify(_ id: TicketID, secret: String) async throws -> Bool {
        try await edit(id, secret) { _ in } != nil
    }

    /// Says something on a ticket. On a closed one it begins a ticket that follows it up.
    ///
    /// - Parameter key: the form's: the same message again changes nothing.
    public func add(
        _ body: String, _ attachments: [Attachment], to id: TicketID, secret: String, key: String,
        from place: PostingPlace? = nil
    ) async throws -> CustomerReplyOutcome {
        guard let thread = try await thread(id, secret: secret) else { return .noTicket }
        let body = body.storable
        guard !body.isBlank || !attachments.isEmpty else { return .blank }
        guard !spam.isFlood(place, now: now) else { throw TooManyPosts() }
        let posted = Posted(body: body, attachments: attachments, key: key, id: id, place: place)
        do {
            return try await add(posted, to: thread, secret)
        } catch TicketError.erased {
            // Meanwhile: its page is not there any more.
            return .noTicket
        }
    }

    /// A customer's message with the form that it came with.
    private struct Posted {
        let body: String
        let attachments: [Attachment]
        let key: String
        /// The ticket on whose page the form stood.
        let id: TicketID
        let place: PostingPlace?
    }

    /// Takes a message in where the conversation goes on: on the ticket itself, on the one that it became
    /// part of, or on a new one.
    private func add(
        _ posted: Posted, to thread: TicketThread, _ secret: String
    ) async throws -> CustomerReplyOutcome {
        if links.isMailed(secret, for: thread.ticket), let other = try await target(of: thread.ticket),
            let target = try await store.thread(other.id)
        {
            return try await add(posted, to: target, links.mailedSecret(for: target.ticket))
        }
        if thread.ticket.status == .closed || thread.ticket.state.mergedInto != nil {
            return try await followUp(thread.ticket, secret, posted)
        }
        let (id, body) = (thread.ticket.id, posted.body)
        let isOurs = isOurs(posted)
        if !isOurs, isSaid(body, posted.attachments, in: thread) {
            return .sent(path: path(of: thread.ticket, secret))
        }
        let isRepeated = try await edit(id, secret, once: isOurs ? posted.key : nil) { edit in
            guard !edit.isRepeated else { return true }
            try edit.say(body.isBlank ? "" : body, attachments: posted.attachments, by: .requester)
            return false
        }
        guard let isRepeated else { return .noTicket }
        onChange()
        if isRepeated, try await !isKnown(posted, on: [id, posted.id]) { return .keyUsed }
        return .sent(path: path(of: thread.ticket, secret))
    }

    private func isOurs(_ posted: Posted) -> Bool {
        links.timeOfIssue(posted.key, for: .customer(posted.id)) != nil
    }

    /// Whether a message stands on one of some tickets.
    private func isKnown(_ posted: Posted, on ids: [TicketID]) async throws -> Bool {
        for id in ids {
            guard let thread = try await store.thread(id) else { continue }
            if isSaid(posted.body, posted.attachments, in: thread, ever: true) { return true }
        }
        return false
    }

    /// Whether a customer said the same in the last ten minutes.
    private func isSaid(
        _ body: String, _ attachments: [Attachment], in thread: TicketThread, ever: Bool = false
    ) -> Bool {
        thread.messages.contains { message in
            message.author == .requester && message.body == (body.isBlank ? "" : body)
                && message.attachments.map(\.digest) == attachments.map(\.digest)
                && (ever || now.timeIntervalSince(message.at) < SecretLinks.sameFormSeconds)
        }
    }

    private func followUp(
        _ ticket: Ticket, _ secret: String, _ posted: Posted
    ) async throws -> CustomerReplyOutcome {
        let period = Int64((now.timeIntervalSince1970 / SecretLinks.sameFormSeconds).rounded(.down))
        let content = isOurs(posted) ? posted.key : "\(period)\0\(posted.body)"
        var commands: [TicketCommand] = ticket.state.language.map { [.setLanguage($0)] } ?? []
        if let target = ticket.state.mergedInto { commands.append(.link(TicketLink(.related, target))) }
        let isVerifying = links.isMailed(secret, for: ticket)
        let wasTakenUp = try await wasTakenUp(ticket)
        let next = try await store.submit(
            Submission(
                key: links.authenticationCode("follow-up:\(ticket.id.number):\(content)"),
                requester: ticket.requester, subject: ticket.subject, body: posted.body,
                queue: DeskSettings.triage.id, attachments: posted.attachments, commands: commands,
                followUpOf: ticket.id), now: now
        ) { [self] edit in
            if isVerifying, !edit.correspondent.isVerified { edit.correspondent.verifiedAt = now }
            settleOrganisation(&edit)
            // A link is no licence: what follows up is counted like any other question.
            let reasons = spam.reasons(
                toHoldFollowUpOf: ticket, wasTakenUp: wasTakenUp, from: posted.place, now: now)
            if reasons.isEmpty { acknowledge(&edit) } else { Self.hold(&edit, reasons) }
        }
        onChange()
        return .sent(path: isVerifying ? mailedPath(of: next) : path(of: next))
    }

    /// The customer says that it is settled.
    ///
    /// - Returns: whether there is such a ticket and the secret is its own.
    public func settle(_ id: TicketID, secret: String) async throws -> Bool {
        let isThere: Void? = try await edit(id, secret) { [settings] edit in
            try? edit.markPassed(settings.levels)
            guard !edit.ticket.status.isFinished else { return }
            try edit.apply(.move(to: .solved), by: .requester)
        }
        if isThere != nil { onChange() }
        return isThere != nil
    }

    /// Takes a customer's rating.
    ///
    /// - Returns: `nil` when there is no such ticket or the secret is not its own.
    /// - Throws: `TicketError` while the ticket is not solved.
    public func rate(_ id: TicketID, secret: String, _ rating: Rating) async throws -> Ticket? {
        try await edit(id, secret) { edit in
            try edit.rate(rating)
            return edit.ticket
        }
    }

    /// Takes a number that answers a survey.
    ///
    /// - Returns: `nil` when there is no such ticket or the secret is not its own.
    /// - Throws: `TicketError` while the ticket is not solved.
    public func rate(_ id: TicketID, secret: String, _ score: SurveyScore) async throws -> Ticket? {
        try await edit(id, secret) { edit in
            try edit.rate(score)
            return edit.ticket
        }
    }

    /// Changes a ticket for whoever holds its link. Whoever uses one that was mailed reads that mail.
    private func edit<Result: Sendable>(
        _ id: TicketID, _ secret: String, once key: String? = nil,
        _ change: @escaping @Sendable (inout TicketEdit) throws -> Result
    ) async throws -> Result? {
        guard try await opens(id, secret) else { return nil }
        let result: Result?? = try await store.edit(id, once: key, now: now) { [self] edit in
            // It may have been revoked meanwhile.
            guard links.isValid(secret, for: edit.ticket) else { return nil }
            let result = try change(&edit)
            verify(&edit, secret)
            return result
        }
        return result ?? nil
    }

    /// A file of a ticket, for whoever holds its link: what customers may read on its page, and nothing else.
    public func attachment(
        _ digest: ContentDigest, of id: TicketID, secret: String
    ) async throws -> Attachment? {
        guard let linked = try await linked(id, secret: secret) else { return nil }
        let messages = ([linked.thread] + linked.parts).flatMap { $0.messages.forRequester }
        return messages.flatMap(\.attachments).first { $0.digest == digest }
    }

    private func path(of ticket: Ticket, _ secret: String) -> String { "/t/\(ticket.id.number)/\(secret)" }
}
