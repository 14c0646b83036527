// Why a call to a plugin has no answer.

/// Why a call has no answer, in words that stand on a ticket.
struct CallFailure: Error, Equatable, CustomStringConvertible {
    /// What follows from it.
    enum Kind: Equatable {
        /// The plugin could not be asked: it is asked once it is there again.
        case unavailable
        /// It cannot work with its configuration: it stays away until that is mended.
        case badConfiguration
        /// It was asked, and was late or died: it may be asked again, a few times.
        case unanswered
        /// It gave an answer that is none: asking again would bring the same.
        case unusable
        /// It was not asked, since the question is longer than a line may be: so it would be again.
        case tooLong
    }

    let description: String
    let kind: Kind

    init(_ description: String, _ kind: Kind = .unavailable) {
        self.description = description
        self.kind = kind
    }
}
