// What was said on a ticket.

public import FoundationEssentials

/// Who said it.
public enum Author: Sendable, Equatable, Codable {
    case requester
    case agent(name: String)
}

/// One contribution to a ticket's thread.
public struct Message: Sendable, Equatable, Codable {
    /// Its author.
    public let author: Author
    /// CommonMark; rendered without trust when it is shown.
    public let body: String
    /// When it was said.
    public let at: Date

    /// A message.
    public init(author: Author, body: String, at: Date) {
        self.author = author
        self.body = body
        self.at = at
    }
}
