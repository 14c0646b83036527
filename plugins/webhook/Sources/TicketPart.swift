// What of a ticket can be sent.

internal import PluginKit

/// A field of a ticket, by its name on the wire.
enum TicketPart: String, Decodable, CaseIterable {
    case id, rev, channel, status, queue, priority, assignee, tier, language, tags
    case createdAt = "created_at"
    case mergedInto = "merged_into"
    case organisation, subject, body, latest

    /// A customer's own words, or whom they belong to: sent only when they are asked for.
    var isPrivate: Bool { [.organisation, .subject, .body, .latest].contains(self) }
    /// A customer's own words.
    var isWords: Bool { [.subject, .body, .latest].contains(self) }
    /// So much of a text is sent, in characters.
    static let longestText = 2_000

    /// Its value; `nil` when the ticket has none.
    func value(of ticket: TicketSnapshot) -> JSONValue? {
        func text(_ text: String?) -> JSONValue? { text.map { .string(String($0.prefix(Self.longestText))) } }
        return switch self {
        case .id: .string(ticket.id)
        case .rev: .number(Double(ticket.rev))
        case .channel: .string(ticket.channel)
        case .status: .string(ticket.status)
        case .queue: .string(ticket.queue)
        case .priority: .string(ticket.priority)
        case .assignee: text(ticket.assignee)
        case .tier: text(ticket.tier)
        case .language: text(ticket.language)
        case .tags: .array(ticket.tags.map { .string($0) })
        case .createdAt: .string(ticket.createdAt)
        case .mergedInto: text(ticket.mergedInto)
        case .organisation: text(ticket.requester?.organisation)
        case .subject: text(ticket.subject)
        case .body: text(ticket.body)
        case .latest: text(ticket.latest ?? ticket.body)
        }
    }
}
