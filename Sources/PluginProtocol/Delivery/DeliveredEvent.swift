// Something that happened, as it is delivered.

/// One event of a delivery.
public struct DeliveredEvent: Sendable, Equatable, Codable {
    /// A field's change.
    public struct Change: Sendable, Equatable, Codable {
        /// The field's name.
        public let field: String
        /// Its value before; empty for a field that holds a person's words.
        public let from: String
        /// Its value after; empty for a field that holds a person's words.
        public let to: String

        /// A change.
        public init(field: String, from: String, to: String) {
            self.field = field
            self.from = from
            self.to = to
        }
    }

    /// Counts all events of the desk: what the answer acknowledges.
    public let seq: Int
    /// What happened.
    public let type: EventType
    /// When (RFC 3339).
    public let at: String
    /// Who caused it: `requester`, `desk`, `agent:grace`, `plugin:rules`.
    public let actor: String
    /// The ticket as it is now, if it is about one.
    public let ticket: TicketSnapshot?
    /// The field that changed, where one did.
    public let change: Change?
    /// Of `article.voted`: the article's address and whether it helped.
    public let data: [String: JSONValue]?

    /// An event.
    public init(
        seq: Int, type: EventType, at: String, actor: String, ticket: TicketSnapshot?, change: Change? = nil,
        data: [String: JSONValue]? = nil
    ) {
        self.seq = seq
        self.type = type
        self.at = at
        self.actor = actor
        self.ticket = ticket
        self.change = change
        self.data = data
    }
}
