// Who asks, as plugins see them.

internal import Tickets

/// Who asks: what the grants leave of them.
public struct RequesterSnapshot: Sendable, Equatable, Codable {
    /// Stands for them on all their tickets, and says nothing else of them; needs `requester.facts`.
    public let id: String?
    /// As they wrote it; needs `requester.name`.
    public let name: String?
    /// Their mail address; needs `requester.address`.
    public let address: String?
    /// The organisation they belong to; needs `organisation`.
    public let organisation: String?

    /// What may be known of who asks; `nil` for nothing.
    init?(_ ticket: Ticket, grants: Set<Grant>) {
        id = grants.contains(.requesterFacts) ? Self.id(of: ticket.requester.address) : nil
        name = grants.contains(.requesterName) ? ticket.requester.name : nil
        address = grants.contains(.requesterAddress) ? ticket.requester.address : nil
        organisation = grants.contains(.organisation) ? ticket.state.organisation : nil
        if id == nil, name == nil, address == nil, organisation == nil { return nil }
    }

    /// FNV-1a of the address, whatever its case; `nil` where it was erased.
    private static func id(of address: String) -> String? {
        guard !address.isEmpty else { return nil }
        let sum = address.lowercased().utf8.reduce(UInt64(0xcbf2_9ce4_8422_2325)) {
            ($0 ^ UInt64($1)) &* 0x100_0000_01b3
        }
        return "r" + String(sum, radix: 36)
    }
}
