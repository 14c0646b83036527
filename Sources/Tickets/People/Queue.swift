// Where tickets wait.

/// A place where tickets wait for an agent.
public struct Queue: Sendable, Equatable, Codable {
    /// What plugins and rules call it.
    public let id: String
    /// What people read.
    public let title: String
    /// The team that works on it.
    public let team: String?

    /// A queue.
    public init(id: String, title: String, team: String? = nil) {
        self.id = id
        self.title = title
        self.team = team
    }
}
