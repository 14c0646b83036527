// What waits for a person before anything else happens to it.

public import TicketStore
public import Tickets

extension HelpDesk {
    /// Lets a question that was held go its way: plugins are asked, and its customer gets a mail.
    ///
    /// - Returns: whether there is such a ticket.
    public func release(_ id: TicketID, by agent: String) async throws -> Bool {
        let isThere: Void? = try await store.edit(id, now: now) { [self] edit in
            guard Self.isHeld(edit.ticket) else { return }
            if try Self.letGo(&edit, by: agent) { acknowledge(&edit) }
        }
        if isThere != nil { onRelease() }
        return isThere != nil
    }

    /// Ends that a ticket is held: whoever answers it, takes it, moves it or solves it has said that it is a
    /// question.
    ///
    /// - Returns: whether it was held.
    static func letGo(_ edit: inout TicketEdit, by agent: String) throws(TicketError) -> Bool {
        let ticket = edit.ticket
        guard ticket.queue == DeskSettings.heldQueue, ticket.status != .closed else { return false }
        for reason in HoldReason.allCases {
            try edit.apply(.untag(reason.rawValue), by: .agent(name: agent))
        }
        try edit.apply(.setQueue(DeskSettings.triage.id), by: .desk)
        return true
    }

    /// Whether a question still waits for a person's word.
    private static func isHeld(_ ticket: Ticket) -> Bool {
        ticket.queue == DeskSettings.heldQueue && !ticket.status.isFinished
    }

    /// What a question is tagged with that somebody has called spam.
    public static let spamTag = "spam"

    /// Says that a question is spam: it is closed, and stays where it can be found. One that somebody
    /// has released meanwhile is left alone.
    ///
    /// - Returns: whether there is such a ticket.
    public func discard(_ id: TicketID, by agent: String) async throws -> Bool {
        let isThere: Void? = try await store.edit(id, now: now) { edit in
            guard Self.isHeld(edit.ticket) else { return }
            let actor = Actor.agent(name: agent)
            try edit.apply(.tag(Self.spamTag), by: actor)
            try edit.apply(.move(to: .solved), by: actor)
            try edit.apply(.move(to: .closed), by: actor)
            edit.record([], queue: nil)
        }
        if isThere != nil { onChange() }
        return isThere != nil
    }

    /// Whether somebody has discarded a question as spam. A tag alone, which anybody of ours may give, says
    /// nothing about what was never held.
    public static func isDiscarded(_ ticket: Ticket) -> Bool {
        ticket.status == .closed && ticket.queue == DeskSettings.heldQueue
            && ticket.state.tags.contains(spamTag)
    }

    /// Takes a question up that was discarded by mistake. What is closed stays closed, so it goes on as a
    /// ticket of its own with the customer's words, which follows it up; its customer gets a mail with the
    /// link.
    ///
    /// - Returns: that ticket, the same however often it is asked for; `nil` when there is none to take up.
    /// - Throws: `TicketError.notClosed` for a ticket that nobody has discarded, `.erased` for one whose
    ///   words are gone.
    public func takeUp(discarded id: TicketID, by agent: String) async throws -> TicketID? {
        guard let thread = try await store.thread(id) else { return nil }
        let ticket = thread.ticket
        try Self.checkThere(ticket)
        guard Self.isDiscarded(ticket) else { throw TicketError.notClosed }
        let said = thread.messages.filter { $0.author == .requester }
        guard let first = said.first else { return nil }
        let key = links.authenticationCode("no-spam:\(id.number)")
        let next = try await store.submit(
            Submission(
                key: key, requester: ticket.requester, subject: ticket.subject, body: first.body,
                queue: DeskSettings.triage.id, attachments: first.attachments,
                commands: Self.intake(of: ticket), followUpOf: id), now: now
        ) { [self] edit in
            for message in said.dropFirst() { edit.add(message.body, attachments: message.attachments) }
            let note = "This was discarded as spam, as \(id), and taken up again."
            try? edit.say(note, visibility: .internal, by: .agent(name: agent))
            settleOrganisation(&edit)
            tellTakenUp(&edit)
        }
        onChange()
        return next.id
    }

    /// Tells a customer that their question goes on, and where: the old page leads nowhere. Also an address
    /// that had its one greeting gets the link. A person of ours has asked for it, once for a ticket.
    private func tellTakenUp(_ edit: inout TicketEdit) {
        guard !edit.correspondent.isVerified, edit.correspondent.greetedAt != nil else {
            return acknowledge(&edit)
        }
        let language = edit.ticket.state.language
        edit.mail(
            subject: say("mail_taken_up_subject", language, ["ticket": edit.ticket.id.description]),
            text: say("mail_taken_up", language, ["link": mailedLink(to: edit.ticket)]) + "\n")
    }

    /// Whether a discarded question was taken up: a ticket that is not held begins with its words. What its
    /// customer has added since follows it up, too, and is no taking up.
    public func isTakenUp(_ thread: TicketThread) async throws -> Bool {
        func first(_ thread: TicketThread) -> Message? { thread.messages.first { $0.author == .requester } }
        guard let asked = first(thread) else { return false }
        for link in thread.ticket.state.links where link.kind == .followedUpBy {
            guard let next = try await store.thread(link.ticket), let again = first(next) else { continue }
            if next.ticket.queue != DeskSettings.heldQueue, again.body == asked.body,
                again.attachments == asked.attachments
            {
                return true
            }
        }
        return false
    }

    /// What the form of a ticket said beside its words.
    private static func intake(of ticket: Ticket) -> [TicketCommand] {
        let state = ticket.state
        let fields = state.fields.merging(ticket.personalFields) { _, personal in personal }
        return (state.language.map { [.setLanguage($0)] } ?? [])
            + fields.sorted { $0.key < $1.key }.map { key, value in
                .setField(key, value, isPersonal: ticket.personalFields[key] != nil)
            }
    }

    /// Whether somebody has found that a ticket which was discarded as spam was none: what goes on from it
    /// was taken up, or was held and let go.
    func wasTakenUp(_ ticket: Ticket) async throws -> Bool {
        for link in ticket.state.links where link.kind == .followedUpBy {
            guard let next = try await store.thread(link.ticket)?.ticket else { continue }
            if next.queue != DeskSettings.heldQueue { return true }
        }
        return false
    }

    /// Hands a file's bytes out piece by piece.
    ///
    /// - Returns: `false` when there is no such file.
    public func read(
        _ attachment: Attachment, _ take: @Sendable ([UInt8]) async throws -> Void
    ) async throws -> Bool {
        try await store.readFile(attachment.digest, take)
    }

    /// Keeps a file that comes in pieces; a message can have it afterwards.
    public func keep(
        named name: String, mediaType: String, _ next: @Sendable () async throws -> [UInt8]?
    ) async throws -> Attachment {
        let file = try await store.keepFile(now: now, next)
        return Attachment(
            name: FileName(cleaning: name), mediaType: mediaType, lengthBytes: file.lengthBytes,
            digest: file.digest)
    }
}
