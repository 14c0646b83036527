// The mails that the desk writes by itself, and whom it may write to.

internal import FoundationEssentials
internal import Tickets

extension HelpDesk {
    /// Tells an address that a question came in.
    ///
    /// Anybody can type anybody's address. Until somebody has used a link that was mailed there, it
    /// gets one mail for all questions, with fixed words and a link, and nothing that a stranger wrote.
    func acknowledge(_ edit: inout TicketEdit) {
        let link = mailedLink(to: edit.ticket)
        let name = edit.correspondent.isVerified ? "received" : "greeting"
        if !edit.correspondent.isVerified {
            guard edit.correspondent.greetedAt == nil else { return }
            edit.correspondent.greetedAt = now
        }
        let language = edit.ticket.state.language
        edit.mail(
            subject: say("mail_\(name)_subject", language, ["ticket": edit.ticket.id.description]),
            text: say("mail_\(name)", language, ["link": link]) + "\n")
    }

    /// Sends an agent's answer. It goes out to everybody; its subject is the customer's own words only
    /// where they have shown that the address is theirs.
    func mailAnswer(_ body: String, by agent: String, _ edit: inout TicketEdit) {
        let ticket = edit.ticket
        let language = ticket.state.language
        let subject =
            edit.correspondent.isVerified
            ? "Re: \(ticket.subject) [\(ticket.id)]"
            : say("mail_answer_subject", language, ["ticket": ticket.id.description])
        // A mail lies outside the site, so links to articles need its address in front.
        let body = body.replacing("](/", with: "](\(publicAddress)/")
        let conversation = say("mail_conversation", language, ["link": mailedLink(to: ticket)])
        let name = settings.name(ofAgent: agent)
        edit.mail(subject: subject, text: "\(body)\n\n\(name)\n\n\(conversation)\n", isAutomatic: false)
    }

    /// The link that is mailed: another one than the page of thanks shows, so that using it proves that
    /// somebody reads the address's mail.
    func mailedLink(to ticket: Ticket) -> String {
        "\(publicAddress)/t/\(ticket.id.number)/\(links.mailedSecret(for: ticket))"
    }

    /// A sentence in a language, with its placeholders filled in.
    func say(
        _ key: String, _ language: String?, _ values: KeyValuePairs<String, String> = [:]
    ) -> String {
        let sentence = words(key, language)
        guard sentence.utf8.contains(UInt8(ascii: "{")) else { return sentence }
        return sentence.split(separator: "{", omittingEmptySubsequences: false).enumerated().map {
            number, part in
            guard number > 0, let end = part.firstIndex(of: "}"),
                let value = values.first(where: { $0.key == part[..<end] })?.value
            else { return number == 0 ? String(part) : "{\(part)" }
            return value + part[part.index(after: end)...]
        }.joined()
    }
}
