// Which of several answers may be sent without a person. Pure.

internal import FoundationEssentials
internal import PluginProtocol
internal import TicketStore
public import Tickets

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

extension AutomaticReply {
    /// What is proposed to a review.
    var proposal: ReplyProposal { ReplyProposal(.auto, body, confidence: confidence, reason: reason) }

    /// The one that may be sent, and when it was there: reviews that are older are about another.
    struct Choice {
        let reply: AutomaticReply
        let at: Date

        /// Chooses among what was just said, and what waits for its review since the customer's last message.
        init?(
            among said: [AutomaticReply], at moment: Date, _ thread: TicketThread, threshold: Double?,
            prefer: [String]
        ) {
            let waiting = thread.decisions.filter { decision in
                decision.waitsForReview == true && decision.message(in: thread.messages) == nil
                    && thread.spokenAt.map { decision.at >= $0 } ?? true
            }
            let known = waiting.compactMap { decision in AutomaticReply(decision).map { ($0, decision.at) } }
            let all = said.map { ($0, moment) } + known
            guard
                let reply = AutomaticReply.choose(all.map(\.0), threshold: threshold, prefer: prefer),
                let entry = all.last(where: { $0.0 == reply })
            else { return nil }
            self.reply = reply
            at = entry.1
        }
    }

    private init?(_ decision: Decision) {
        guard case .suggestedReply(let body) = decision.outcome else { return nil }
        self.init(
            plugin: decision.plugin, body: body, confidence: decision.confidence, reason: decision.reason)
    }
}

extension Decision {
    /// Whether it is the suggestion of an answer.
    public func suggests(_ reply: AutomaticReply) -> Bool {
        plugin == reply.plugin && outcome == .suggestedReply(reply.body)
    }
}

extension TicketThread {
    /// When the customer said something last.
    var spokenAt: Date? { messages.last(where: \.isFromRequester)?.at }
}
