// Which of several answers may be sent without a person. Pure.

/// An answer that a plugin would send by itself.
public struct AutomaticReply: Sendable, Equatable {
    /// Whose.
    public let plugin: String
    /// CommonMark.
    public let body: String
    /// From 0 to 1.
    public let confidence: Double
    /// Why, in words for an agent.
    public let reason: String

    /// An answer.
    public init(plugin: String, body: String, confidence: Double, reason: String) {
        self.plugin = plugin
        self.body = body
        self.confidence = confidence
        self.reason = reason
    }

    /// Of all answers at most one is sent: the surest, if it is as sure as the operator asks for; then
    /// that of the plugin which stands first in the operator's list, then by name and text.
    ///
    /// - Parameter threshold: the operator's; `nil` for none, which sends nothing.
    static func choose(
        _ replies: [AutomaticReply], threshold: Double?, prefer: [String]
    ) -> AutomaticReply? {
        guard let threshold else { return nil }
        func place(_ plugin: String) -> Int { prefer.firstIndex(of: plugin) ?? prefer.count }
        return replies.filter { $0.confidence >= threshold }.min { a, b in
            if a.confidence != b.confidence { return a.confidence > b.confidence }
            return (place(a.plugin), a.plugin, a.body, a.reason) < (
                place(b.plugin), b.plugin, b.body, b.reason
            )
        }
    }
}
