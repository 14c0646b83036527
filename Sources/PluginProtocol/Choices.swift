// What a plugin may choose from.

/// The values a proposal may name.
public struct Choices: Sendable, Equatable, Codable {
    /// The identifiers of the queues.
    public let queues: [String]

    /// What there is to choose from.
    public init(queues: [String]) {
        self.queues = queues
    }
}
