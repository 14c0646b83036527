// What is known of a mail address to which the desk may write.

public import FoundationEssentials

/// What is known of a mail address. Anybody can type anybody's address into a form, so that it is
/// believed only once somebody has used a link that was mailed to it.
public struct Correspondent: Sendable, Equatable, Codable {
    /// When somebody used a link that was mailed to it; `nil` while nobody has.
    public var verifiedAt: Date?
    /// When it was last told that a question came in under its name, while nobody had.
    public var greetedAt: Date?
    /// When all its links were last mailed to it.
    public var linksMailedAt: Date?

    /// When a plugin's answer was last sent to it without a person.
    public var answeredAt: Date?

    /// An address of which nothing is known.
    public init(
        verifiedAt: Date? = nil, greetedAt: Date? = nil, linksMailedAt: Date? = nil, answeredAt: Date? = nil
    ) {
        self.answeredAt = answeredAt
        self.verifiedAt = verifiedAt
        self.greetedAt = greetedAt
        self.linksMailedAt = linksMailedAt
    }

    /// Whether somebody who reads its mail has used one of our links.
    public var isVerified: Bool { verifiedAt != nil }
}
