// What was said on a ticket.

public import FoundationEssentials

/// Who said it.
public enum Author: Sendable, Equatable, Codable {
    case requester
    case agent(name: String)
    case plugin(id: String)
    /// The desk itself.
    case desk
}

/// One contribution to a ticket's thread.
public struct Message: Sendable, Equatable, Codable {
    /// Who may read it.
    public enum Visibility: String, Sendable, Codable, CaseIterable {
        /// The customer and all of ours.
        case `public`
        /// A note among ours: the customer never sees it.
        case `internal`
    }

    /// Its author.
    public let author: Author
    /// CommonMark; rendered without trust when it is shown.
    public let body: String
    /// When it was said.
    public let at: Date
    /// Who may read it.
    public let visibility: Visibility
    /// The files that came with it.
    public let attachments: [Attachment]

    /// A message.
    public init(
        author: Author, body: String, at: Date, visibility: Visibility = .public,
        attachments: [Attachment] = []
    ) {
        self.author = author
        self.body = body
        self.at = at
        self.visibility = visibility
        self.attachments = attachments
    }
}

extension Message {
    /// Whether the customer wrote it, for all to read.
    public var isFromRequester: Bool { author == .requester && visibility == .public }
}

extension Sequence<Message> {
    /// What the customer may read.
    public var forRequester: [Message] { filter { $0.visibility == .public } }

    /// How many public messages the customer wrote.
    public var askedCount: Int { count { $0.isFromRequester } }
}
