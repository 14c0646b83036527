// A question on its way into the store.

public import FoundationEssentials
public import Tickets

/// A question as it came in, checked but not yet a ticket.
public struct Submission: Sendable, Equatable {
    /// One key, one ticket, however often it is sent, as long as it is about one matter. It belongs to a form and an address, so that
    /// nobody's question ends on the ticket of somebody else.
    public let key: String
    /// Who asks.
    public let requester: Requester
    /// What it is about.
    public let subject: String
    /// The question.
    public let body: String
    /// The queue in which it waits until a plugin or a person moves it.
    public let queue: String
    /// The files that came with it; their bytes were kept before, see ``TicketStore/keepFile(now:_:)``.
    public let attachments: [Attachment]
    /// What else the form says: custom fields, language, tags. What cannot be done is left out: a
    /// ticket is never refused for it.
    public let commands: [TicketCommand]
    /// The closed ticket that this one goes on from.
    public let followUpOf: TicketID?
    /// A key that counts as this one's, while its ticket is younger than a moment.
    public let recent: RecentKey?

    /// The key under which the question is kept where its own key has become a ticket about another
    /// matter: see ``next(after:known:)``. `nil` where all that comes with its key is one matter.
    public let ownKey: String?

    /// A key that is good for a while.
    public struct RecentKey: Sendable, Equatable {
        /// The key.
        public let key: String
        /// Its ticket was made then or later.
        public let since: Date

        /// A key that is good for a while.
        public init(key: String, since: Date) {
            self.key = key
            self.since = since
        }
    }

    /// A question.
    public init(
        key: String, requester: Requester, subject: String, body: String, queue: String,
        attachments: [Attachment] = [], commands: [TicketCommand] = [], followUpOf: TicketID? = nil,
        recent: RecentKey? = nil, ownKey: String? = nil
    ) {
        self.key = key
        self.requester = requester
        self.subject = subject
        self.body = body
        self.queue = queue
        self.attachments = attachments
        self.commands = commands
        self.followUpOf = followUpOf
        self.recent = recent
        self.ownKey = ownKey
    }
}
