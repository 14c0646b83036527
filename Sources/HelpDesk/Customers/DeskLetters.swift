// What the desk mails to customers when nobody presses a button.

internal import Tickets

/// The mails of the work behind the desk.
public struct DeskLetters: Sendable {
    /// Asks how it went.
    let survey: @Sendable (inout TicketEdit) -> Void
    /// Sends an answer that a plugin gave.
    let automatic: @Sendable (_ body: String, inout TicketEdit) -> Void
}

extension HelpDesk {
    /// The mails of the work behind this desk, in its words and with its links.
    public var letters: DeskLetters {
        DeskLetters(
            survey: { [self] edit in
                let ticket = edit.ticket
                edit.mail(
                    subject: say(
                        "mail_survey_subject", ticket.state.language, ["ticket": ticket.id.description]),
                    text: say(
                        "mail_survey", ticket.state.language, ["link": mailedLink(to: ticket) + "#rating"])
                        + "\n")
            },
            automatic: { [self] body, edit in mailAutomaticAnswer(body, &edit) })
    }

    /// Sends an answer that no person wrote. To an address that nobody has shown to be theirs goes none:
    /// it may quote what a stranger typed. The answer stands on the ticket's page.
    private func mailAutomaticAnswer(_ body: String, _ edit: inout TicketEdit) {
        guard edit.correspondent.isVerified else { return }
        let ticket = edit.ticket
        let person = say("mail_automatic", ticket.state.language, ["link": mailedLink(to: ticket)])
        edit.mail(
            subject: "Re: \(ticket.subject) [\(ticket.id)]",
            text: "\(body.replacing("](/", with: "](\(publicAddress)/"))\n\n\(person)\n")
    }
}
