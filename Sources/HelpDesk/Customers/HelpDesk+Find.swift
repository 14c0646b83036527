// Somebody has lost their links.

internal import FoundationEssentials
internal import TicketStore
internal import Tickets

extension HelpDesk {
    /// How often the links of an address are mailed at most, in seconds.
    static let linksEverySeconds = 3_600.0
    /// The same for an address of which nobody has shown that they read its mail: anybody may have
    /// typed it. Once in all would lock out who reads an answer in the mail, never presses the button
    /// behind its link, and loses the mail. The greeting says that this may come.
    static let strangersLinksEverySeconds = 86_400.0
    /// The most links of a mail.
    static let mostLinks = 20

    /// Mails an address the links to its tickets, if there are any, once an hour at most, and once a day
    /// while nobody has shown that it is theirs. Nobody who asks learns whether it did.
    ///
    /// - Parameter place: where it was asked from; of too much from one place the rest is left undone.
    public func mailLinks(
        to address: String, language: String?, from place: PostingPlace? = nil
    ) async throws {
        guard !spam.isFindFlood(place, now: now) else { return }
        let address = address.storable.trimmed
        guard MailAddress.isLikely(address) else { return }
        let tickets = try await store.tickets(from: address, limit: Self.mostLinks)
            .filter { $0.queue != DeskSettings.heldQueue }
        guard let newest = tickets.first else { return }
        let lines = tickets.map { ticket in
            say(
                "mail_link", language,
                [
                    "ticket": ticket.id.description,
                    "date": "\(LocalDate(dayNumber: SuggestionCount.day(of: ticket.createdAt)))",
                    "link": mailedLink(to: ticket),
                ])
        }
        _ = try await store.edit(newest.id, now: now) { [self] edit in
            let seconds =
                edit.correspondent.isVerified ? Self.linksEverySeconds : Self.strangersLinksEverySeconds
            if let last = edit.correspondent.linksMailedAt,
                (0..<seconds).contains(now.timeIntervalSince(last))
            {
                return
            }
            edit.correspondent.linksMailedAt = now
            edit.mail(
                subject: say("mail_links_subject", language),
                text: say("mail_links", language) + "\n\n" + lines.joined(separator: "\n") + "\n")
        }
        onChange()
    }
}
