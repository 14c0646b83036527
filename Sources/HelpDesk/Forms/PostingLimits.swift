// How much may come from one place before a person looks at it first.

/// Limits on questions. What is over one of them is taken in, but held for a person; what is over the
/// ceiling is told to come back later.
public struct PostingLimits: Sendable, Equatable {
    /// Questions from one network address, in ten minutes.
    public var perAddress = 20
    /// Questions from one network (/24 of IPv4, /56 of IPv6), in ten minutes.
    public var perNetwork = 60
    /// Questions with one mail address, in an hour.
    public var perRecipient = 10
    /// Posts from one network in ten minutes; more are refused: nobody reads so many.
    public var postsPerNetwork = 500
    /// Votes on articles from one network address, in ten minutes; the rest is refused.
    public var votesPerAddress = 60
    /// A form that comes back sooner was filled in by a program, in seconds.
    public var leastSeconds = 2.0

    /// The usual limits.
    public init() {}
}

/// Where a form came from.
public struct PostingPlace: Sendable, Equatable {
    /// The network address.
    public let address: String
    /// The network that it lies in.
    public let network: String

    /// A place.
    public init(address: String, network: String) {
        self.address = address
        self.network = network
    }
}

/// Why a question waits for a person. It is written on the ticket as a tag.
enum HoldReason: String, Sendable, CaseIterable {
    case lured = "held_hidden_field"
    case tooFast = "held_too_fast"
    case afterSpam = "held_after_spam"
    case address = "held_many_from_address"
    case network = "held_many_from_network"
    case recipient = "held_many_for_recipient"
}
