// What a question does to tickets; every engine shares it, so that they cannot differ.

public import FoundationEssentials
public import Tickets

extension Submission {
    /// The ticket that the question becomes.
    public func edit(
        creating id: TicketID, correspondent: Correspondent = Correspondent(), now: Date
    ) -> TicketEdit {
        let ticket = Ticket(
            id: id, subject: subject, requester: requester, status: .new, queue: queue, rating: nil,
            createdAt: now.inMilliseconds, revision: 1, linkGeneration: 1)
        var edit = TicketEdit(
            taking: ticket, body: body, attachments: attachments, correspondent: correspondent)
        for command in commands { try? edit.apply(command, by: .requester) }
        return edit
    }

    /// The same words as another question, where the key's ticket cannot have them; `nil` where they are
    /// added to it, or stand there already.
    ///
    /// - Parameter known: what was said on the ticket.
    public func next(after ticket: Ticket, known: [Message]) -> Submission? {
        ticket.state.isErased
            ? anew(after: ticket)
            : another(than: ticket, known: known) ?? goingOn(behind: ticket, known: known)
    }

    /// The same words as a ticket of their own, where that of their key was erased: nobody could answer
    /// them there, or erase them. Whether they are the ones that were erased cannot be told any more, and
    /// who sends them wants an answer.
    private func anew(after ticket: Ticket) -> Submission {
        func bound(_ key: String) -> String { "\(key) after \(ticket.id.number)" }
        return Submission(
            key: bound(key), requester: requester, subject: subject, body: body, queue: queue,
            attachments: attachments, commands: commands, followUpOf: followUpOf,
            recent: recent.map { RecentKey(key: bound($0.key), since: $0.since) }, ownKey: ownKey)
    }

    /// The same words as a ticket of their own, where the key's ticket is about something else; `nil`
    /// where they belong to it.
    ///
    /// A form is sent again to correct it: another subject for the same text, or more text under the same
    /// subject. Where both are new, it was filled in for another matter: without a script, going back shows
    /// the form with the key that it had. Taken for a correction, the subject of the first matter would be
    /// lost, its fields overwritten, and the second would lie below it unrouted. Taken for another matter, a
    /// form of which all was corrected is two tickets, which an agent merges: that costs less than a loss.
    /// The key of its own makes sure that also this form, sent twice, is one ticket.
    private func another(than ticket: Ticket, known: [Message]) -> Submission? {
        guard let ownKey, subject != ticket.subject,
            !known.contains(where: { $0.body == body })
        else { return nil }
        return Submission(
            key: ownKey, requester: requester, subject: subject, body: body, queue: queue,
            attachments: attachments, commands: commands, followUpOf: followUpOf)
    }

    /// The same words as a question of their own, which goes on where a ticket ended; `nil` where they
    /// can be added to it, or stand there already. What was said behind a closed ticket would be read
    /// by nobody.
    private func goingOn(behind ticket: Ticket, known: [Message]) -> Submission? {
        let isOver = ticket.status == .closed || ticket.state.mergedInto != nil
        guard isOver, !isSaid(in: known) else { return nil }
        let merged = ticket.state.mergedInto.map { TicketCommand.link(TicketLink(.related, $0)) }
        return Submission(
            key: "\(key) behind \(ticket.id.number)", requester: requester, subject: subject, body: body,
            queue: queue, attachments: attachments, commands: commands + [merged].compactMap(\.self),
            followUpOf: ticket.id)
    }

    private func isSaid(in known: [Message]) -> Bool {
        known.contains { $0.body == body } && newFiles(known).isEmpty
    }

    private func newFiles(_ known: [Message]) -> [Attachment] {
        let digests = Set(known.flatMap(\.attachments).map(\.digest))
        return attachments.filter { !digests.contains($0.digest) }
    }

    /// The form was sent before: the same words change nothing, corrected ones are taken over.
    ///
    /// - Parameter known: what was said on the ticket.
    public func edit(correcting ticket: Ticket, known: [Message], now: Date) -> TicketEdit {
        var edit = TicketEdit(ticket, isRepeated: true, now: now.inMilliseconds)
        edit.correct(name: requester.name, subject: subject)
        let added = newFiles(known)
        let isNew = !known.contains { $0.body == body }
        if isNew || !added.isEmpty { edit.add(isNew ? body : "", attachments: added) }
        for command in commands {
            if case .setField = command { try? edit.apply(command, by: .requester) }
        }
        return edit
    }
}

extension TicketEdit {
    /// Whether there is anything to commit.
    public var isEmpty: Bool {
        events.isEmpty && decisions.isEmpty && mails.isEmpty && !isDecided && !changesCorrespondent
    }

    /// Everything that must go when a ticket is erased: its words, and every link to it. There is nobody
    /// left to answer, so that one that waited is finished.
    public mutating func eraseWords(by actor: Actor) throws(TicketError) {
        try apply(.revokeLink, by: actor)
        try finishErased(by: actor)
        try apply(.erase, by: actor)
    }

    /// Closes a ticket whose words are gone, and has no plugin asked about it. What is part of another one
    /// is closed already.
    public mutating func finishErased(by actor: Actor) throws(TicketError) {
        if ticket.status != .closed {
            try apply(.move(to: .solved), by: actor)
            try apply(.move(to: .closed), by: actor)
        }
        record([], queue: nil)
    }
}

extension PluginWork {
    /// What may be kept of it when a ticket that it is about was erased while the plugin was asked.
    public var withoutWords: PluginWork {
        var work = self
        work.call = PluginCall(
            plugin: call.plugin, call: call.call, method: call.method, tickets: call.tickets, at: call.at,
            request: "{}", response: "{}", milliseconds: call.milliseconds, outcome: call.outcome,
            attempts: call.attempts)
        work.schedule.removeAll { $0.ticket.map(call.tickets.contains) == true }
        work.requests.removeAll { $0.ticket.map(call.tickets.contains) == true }
        return work
    }
}

extension TicketEdit {
    /// What plugins answered, as it may be kept: without words when the ticket was erased meanwhile.
    public var keptDecisions: [Decision] {
        ticket.state.isErased ? decisions.map(\.withoutWords) : decisions
    }
}

extension Decision {
    /// What is left of an answer of a plugin's when its ticket is erased: reasons and proposed
    /// replies quote the customer.
    public var withoutWords: Decision {
        let outcome: Outcome =
            switch outcome {
            case .suggestedReply: .suggestedReply("")
            case .enriched: .enriched([])
            default: outcome
            }
        return Decision(
            plugin: plugin, hook: hook, outcome: outcome, confidence: confidence, reason: "", won: won, at: at
        )
    }
}

extension Message {
    /// What is left of a message when its ticket is erased.
    public var withoutWords: Message {
        Message(author: author, body: "", at: at, visibility: visibility)
    }
}

extension Date {
    /// The nearest whole millisecond: no store keeps more, so that what is given is what comes back.
    public var inMilliseconds: Date {
        Date(timeIntervalSince1970: (timeIntervalSince1970 * 1000).rounded() / 1000)
    }
}
