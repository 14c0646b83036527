// The answer to `ticket.route`.

/// Where a ticket belongs, by one plugin.
public struct Routing: Sendable, Equatable, Codable {
    /// What it proposes.
    public let proposals: [Proposal]

    /// Proposals.
    public init(_ proposals: [Proposal]) {
        self.proposals = proposals
    }
}

/// The answer to `ticket.route`.
public typealias RouteResult = Answer<Routing>

extension Answer where Content == Routing {
    /// Some proposals.
    public init(proposals: [Proposal]) {
        self.init(Routing(proposals))
    }
}
