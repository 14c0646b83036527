// All that may be asked of a ticket.

public import FoundationEssentials

/// One thing that is asked of a ticket. Words (a message's text, a subject, an address) are never
/// part of it: they lie beside the state, see ``TicketEdit``.
public enum TicketCommand: Sendable, Equatable {
    /// Somebody says something. A public message of the customer opens the ticket again; one of an
    /// agent's takes the ticket to the status that it names, or opens a new one.
    case say(Message.Visibility, then: TicketStatus? = nil)
    /// It goes to another status.
    case move(to: TicketStatus)
    case setQueue(String)
    case assign(to: String?)
    case setTeam(String?)
    case setPriority(Priority)
    case setTier(String?)
    case setLanguage(String?)
    case setOrganisation(String?)
    case setRequester(String?)
    case setChannel(String)
    case tag(String)
    case untag(String)
    /// A custom field; `isPersonal` values leave no trace but that they changed.
    case setField(String, FieldValue?, isPersonal: Bool)
    /// It is out of sight until then, or until its customer writes.
    case snooze(until: Date)
    /// It comes back; when it waited for the customer, it is our turn.
    case wake
    case link(TicketLink)
    case unlink(TicketLink)
    /// The customer says how it went.
    case rate(Rating)
    /// The customer says how it went, with a number.
    case score(SurveyScore)
    /// The customer is to be asked how it went; `nil` for not at all.
    case planSurvey(PlannedSurvey?)
    /// The customer was asked how it went.
    case surveySent(SurveyKind)
    /// Every link that was sent to the customer becomes void.
    case revokeLink
    /// A due time is near or has passed.
    case mark(SLAMark)
    /// Words of the customer's changed: `subject`, `name`.
    case correct(field: String)
    /// All words and addresses were erased.
    case erase
}
