// Who asks, as plugins see them.

internal import Tickets

/// Who asks: what the grants leave of them.
public struct RequesterSnapshot: Sendable, Equatable, Codable {
    /// As they wrote it; needs `requester.name`.
    public let name: String?
    /// Their mail address; needs `requester.address`.
    public let address: String?
    /// The organisation they belong to; needs `organisation`.
    public let organisation: String?

    /// What may be known of who asks; `nil` for nothing.
    init?(_ ticket: Ticket, grants: Set<Grant>) {
        name = grants.contains(.requesterName) ? ticket.requester.name : nil
        address = grants.contains(.requesterAddress) ? ticket.requester.address : nil
        organisation = grants.contains(.organisation) ? ticket.state.organisation : nil
        if name == nil, address == nil, organisation == nil { return nil }
    }
}
