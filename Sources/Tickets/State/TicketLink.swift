// How tickets belong together without being one.

/// A ticket that another one points to.
public struct TicketLink: Sendable, Hashable, Codable, Comparable {
    /// Why it points there; each kind has its other direction.
    public enum Kind: String, Sendable, Codable, CaseIterable {
        /// They have to do with each other.
        case related
        /// This one asks the same as that one.
        case duplicateOf = "duplicate_of"
        /// That one asks the same as this one.
        case duplicatedBy = "duplicated_by"
        /// That one was closed when its customer wrote this one.
        case followUpOf = "follow_up_of"
        /// That one goes on where this one was closed.
        case followedUpBy = "followed_up_by"

        /// What the other ticket's link says.
        public var reversed: Kind {
            switch self {
            case .related: .related
            case .duplicateOf: .duplicatedBy
            case .duplicatedBy: .duplicateOf
            case .followUpOf: .followedUpBy
            case .followedUpBy: .followUpOf
            }
        }
    }

    /// Why it points there.
    public let kind: Kind
    /// Where it points.
    public let ticket: TicketID

    /// A link.
    public init(_ kind: Kind, _ ticket: TicketID) {
        self.kind = kind
        self.ticket = ticket
    }

    /// By kind, then by ticket.
    public static func < (a: TicketLink, b: TicketLink) -> Bool {
        (a.kind.rawValue, a.ticket) < (b.kind.rawValue, b.ticket)
    }
}
