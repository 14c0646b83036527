// Where a ticket stands: all that follows from its events, and nothing else.

public import FoundationEssentials

/// A ticket's state. Stored beside the events, and equal to what rebuilding from them gives.
///
/// It holds identifiers and choices, no words and no address of a person, so that erasing a person
/// leaves it true.
public struct TicketState: Sendable, Equatable, Codable {
    /// Where a ticket waits until a plugin or a person moves it.
    public static let firstQueue = "triage"

    /// The ticket's number.
    public let id: TicketID
    /// When it was taken in.
    public let createdAt: Date
    /// Where it stands.
    public internal(set) var status = TicketStatus.new
    /// The revision in which it came to its status.
    public internal(set) var statusRevision = 1
    /// The queue it waits in.
    public internal(set) var queue = TicketState.firstQueue
    /// The agent who cares for it.
    public internal(set) var assignee: String?
    /// The team that cares for it.
    public internal(set) var team: String?
    /// How urgent it is.
    public internal(set) var priority = Priority.normal
    /// What the customer has paid for, or any other ladder of service.
    public internal(set) var tier: String?
    /// The customer's language, as a BCP 47 tag.
    public internal(set) var language: String?
    /// The organisation that the customer belongs to.
    public internal(set) var organisation: String?
    /// The number of who asks.
    public internal(set) var requester: String?
    /// How it came in.
    public internal(set) var channel = "web"
    /// In alphabetical order.
    public internal(set) var tags: [String] = []
    /// Custom fields that hold nothing personal.
    public internal(set) var fields: [String: FieldValue] = [:]
    /// Other tickets, in order.
    public internal(set) var links: [TicketLink] = []
    /// Until when it is out of sight.
    public internal(set) var snooze: Snooze?
    /// The ticket that it became part of.
    public internal(set) var mergedInto: TicketID?
    /// The tickets that became part of it, the earliest first.
    public internal(set) var mergedFrom: [MergedTicket] = []
    /// What the customer said of the answer, once they did.
    public internal(set) var rating: Rating?
    /// What the customer said with a number, once they did.
    public internal(set) var score: SurveyScore?
    /// What the customer was asked last.
    public internal(set) var survey: SurveyKind?
    /// What the customer is to be asked later.
    public internal(set) var surveyPlan: PlannedSurvey?
    /// The generation of its secret link: raising it revokes the link.
    public internal(set) var linkGeneration = 1
    /// How many messages it has, notes included.
    public internal(set) var messageCount = 1
    /// Counts its changes, from 1.
    public internal(set) var revision = 1
    /// The fields that an agent has set: no plugin changes them any more.
    public internal(set) var setByPerson: [TicketField] = []
    /// What was said about its due times.
    public internal(set) var marks: [SLAMark] = []
    /// Whether its words were erased.
    public internal(set) var isErased = false
    /// What its due times follow from.
    public internal(set) var service: ServiceRecord
    /// The status that it goes back to when the merge is undone.
    var statusBeforeMerge: TicketStatus?

    /// A ticket as it is taken in.
    ///
    /// - Parameter actor: who began it; a ticket that an agent began asks for no first reply.
    public init(id: TicketID, createdAt: Date, by actor: Actor) {
        let start = Date(milliseconds: createdAt.milliseconds)
        self.id = id
        self.createdAt = start
        if case .agent = actor {
            service = ServiceRecord(startingAt: start, askedAt: nil)
        } else {
            service = ServiceRecord(startingAt: start, askedAt: start)
        }
    }

    /// Until when it is laid aside; `nil` for a ticket that nobody laid aside, or that is finished. That
    /// moment may have passed, where its timer comes late: see ``isLaidAside(at:)``.
    public var laidAsideUntil: Date? { status.isFinished ? nil : snooze?.until }

    /// Whether it is laid aside and its moment lies ahead.
    public func isLaidAside(at moment: Date) -> Bool {
        laidAsideUntil.map { $0.milliseconds > moment.milliseconds } ?? false
    }

    /// Whether a person of ours has decided anything about it.
    public var isTouched: Bool {
        status != .new || setByPerson.contains(.queue) || setByPerson.contains(.assignee)
    }
}
