// Agents who share their work.

/// A group of agents.
public struct Team: Sendable, Equatable, Codable {
    /// What events and plugins call it.
    public let id: String
    /// What people read.
    public let title: String

    /// A team.
    public init(id: String, title: String) {
        self.id = id
        self.title = title
    }
}
