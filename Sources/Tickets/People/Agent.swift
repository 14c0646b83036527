// Who answers.

/// A person who works at the desk.
public struct Agent: Sendable, Equatable, Codable {
    /// What events and plugins call them; it never changes, and is no mail address.
    public let id: String
    /// What people read.
    public let name: String
    /// Where mails to them go; it never stands in an event.
    public let address: String?
    /// The identifiers of their teams, in alphabetical order.
    public let teams: [String]
    /// The name of their time zone: `Europe/Berlin`.
    public let zone: String?
    /// Whether they can be given tickets.
    public let isActive: Bool

    /// An agent.
    public init(
        id: String, name: String, address: String? = nil, teams: [String] = [], zone: String? = nil,
        isActive: Bool = true
    ) {
        self.id = id
        self.name = name
        self.address = address
        self.teams = teams.sorted()
        self.zone = zone
        self.isActive = isActive
    }
}
