// Whether a suggested answer went out to the customer.

extension Decision {
    /// The message by which a suggested answer reached the customer; `nil` while it is a suggestion.
    ///
    /// Sent without a person it is the plugin's own message. An agent who uses it may change it: it is
    /// taken for the same while half of it stands there line by line, with all its links.
    ///
    /// - Parameter messages: all that was said on the ticket.
    public func message(in messages: [Message]) -> Message? {
        guard case .suggestedReply(let suggestion) = outcome else { return nil }
        return messages.first { message in
            guard message.visibility == .public else { return false }
            switch message.author {
            case .plugin(let id):
                return (won || waitsForReview == true) && id == plugin && message.body == suggestion
            case .agent: return message.at >= at && Self.isSaid(suggestion, in: message.body)
            case .requester, .desk: return false
            }
        }
    }

    private static func isSaid(_ suggestion: String, in body: String) -> Bool {
        let said = Set(lines(body))
        let lines = lines(suggestion)
        let length = lines.reduce(0) { $0 + $1.count }
        let kept = lines.filter(said.contains).reduce(0) { $0 + $1.count }
        guard length > 0, kept * 2 >= length else { return false }
        return Set(MessageLinks.addresses(in: suggestion)).isSubset(of: MessageLinks.addresses(in: body))
    }

    /// The lines that say something, without the spaces around them.
    private static func lines(_ text: String) -> [String] {
        text.split(whereSeparator: \.isNewline).map { line in
            let rest = line.drop(while: \.isWhitespace)
            return String(String(rest.reversed().drop(while: \.isWhitespace).reversed()))
        }.filter { !$0.isEmpty }
    }
}
