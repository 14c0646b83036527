// Why a request was not answered.

/// Why there is no answer, in words for an operator. They hold the host's name and nothing that was sent.
public struct RequestFailure: Error, Sendable, Equatable, CustomStringConvertible {
    /// What follows from it.
    public enum Kind: Sendable, Equatable {
        /// It may go well later.
        case temporary
        /// It is not to be tried again: the address is not to be asked, or says so itself.
        case lasting
    }

    /// The sentence.
    public let description: String
    /// What follows.
    public let kind: Kind

    /// A reason.
    public init(_ description: String, _ kind: Kind) {
        self.description = description
        self.kind = kind
    }
}
