// What waits for a person before anything else happens to it, and links that are made void.

internal import TicketStore
public import Tickets

extension HelpDesk {
    /// Lets a question that was held go its way: plugins are asked, and its customer gets a mail.
    ///
    /// - Returns: whether there is such a ticket.
    public func release(_ id: TicketID, by agent: String) async throws -> Bool {
        let isThere: Void? = try await store.edit(id, now: now) { [self] edit in
            guard Self.isHeld(edit.ticket) else { return }
            for reason in HoldReason.allCases {
                try edit.apply(.untag(reason.rawValue), by: .agent(name: agent))
            }
            try edit.apply(.setQueue(DeskSettings.triage.id), by: .desk)
            acknowledge(&edit)
        }
        if isThere != nil { onRelease() }
        return isThere != nil
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

    /// Makes all links to a ticket void, and mails its customer a new one.
    ///
    /// - Returns: whether there is such a ticket.
    public func renewLink(_ id: TicketID, by agent: String) async throws -> Bool {
        let isThere: Void? = try await store.edit(id, now: now) { [self] edit in
            guard !edit.ticket.state.isErased else { throw TicketError.erased }
            try edit.apply(.revokeLink, by: .agent(name: agent))
            let language = edit.ticket.state.language
            edit.mail(
                subject: say("mail_new_link_subject", language, ["ticket": edit.ticket.id.description]),
                text: say("mail_new_link", language, ["link": mailedLink(to: edit.ticket)]) + "\n")
        }
        if isThere != nil { onChange() }
        return isThere != nil
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
