// Sending an answer that no person wrote, and the guards that keep it from doing harm.

internal import FoundationEssentials
internal import PluginHost
internal import TicketStore
internal import Tickets

/// Sends plugins' answers where the operator allows it. The guards are the desk's own, whatever a plugin
/// says: one automatic answer for a message, one for a customer in an hour, none to a machine.
struct AutomaticReplies: Sendable {
    /// How sure an answer has to be, from 0 to 1; `nil` while none is to be sent.
    let threshold: Double?
    let letters: DeskLetters
    /// Between two automatic answers to one customer, in seconds.
    static let pauseSeconds = 3_600.0
    /// Where only people write. Who answers what came another way has to know of machines first: of
    /// Auto-Submitted, of bounces, of lists.
    static let channels: Set<String> = ["web"]

    /// How an answer came about.
    enum Occasion {
        /// It answers the customer's last message, and every review let it go out. It is kept back where a
        /// person cares for the ticket.
        case answer
        /// A plugin does it by itself, at an event or an appointment. No review is asked about it: where
        /// there are reviews, theirs of the ticket has to be over, and nothing held.
        case action(isReviewed: Bool)
    }

    /// Sends an answer, if nothing stands against it.
    ///
    /// - Parameter messages: what was said on the ticket when the plugin was asked.
    /// - Returns: why it was not sent; `nil` when it was.
    func send(
        _ reply: AutomaticReply, _ messages: [Message], _ occasion: Occasion, _ edit: inout TicketEdit,
        now: Date
    ) -> String? {
        let reason = refusal(of: occasion, messages, edit) ?? refusal(reply, messages, edit, now: now)
        if let reason { return reason }
        do {
            try edit.say(reply.body, by: .plugin(id: reply.plugin))
        } catch {
            return "\(error)"
        }
        edit.correspondent.answeredAt = now
        letters.automatic(reply.body, &edit)
        return nil
    }

    private func refusal(of occasion: Occasion, _ messages: [Message], _ edit: TicketEdit) -> String? {
        let state = edit.ticket.state
        switch occasion {
        case .answer:
            let hasPerson = messages.contains { message in
                if case .agent = message.author { message.visibility == .public } else { false }
            }
            return hasPerson || state.isTouched ? "a person cares for the ticket" : nil
        case .action(let isReviewed):
            if state.tags.contains(PluginHost.heldTag) { return "a review holds the ticket" }
            if isReviewed, edit.asked?.isUndecided == true { return "its review is not over" }
            if let asked = edit.asked, asked.messageCount != messages.askedCount {
                return "the customer said something meanwhile"
            }
            return nil
        }
    }

    private func refusal(
        _ reply: AutomaticReply, _ messages: [Message], _ edit: TicketEdit, now: Date
    ) -> String? {
        let state = edit.ticket.state
        guard let threshold else { return "the operator lets no answer be sent without a person" }
        guard reply.confidence >= threshold else {
            return "it is not as sure as the operator asks for (\(threshold))"
        }
        guard Self.channels.contains(state.channel) else {
            return "it came by \(state.channel), where machines write, too"
        }
        guard !state.status.isFinished, !state.isErased, state.queue != DeskSettings.heldQueue else {
            return "the ticket waits for no answer"
        }
        if let last = edit.correspondent.answeredAt, abs(now.timeIntervalSince(last)) < Self.pauseSeconds {
            return "the customer had an automatic answer within the last hour"
        }
        let spoken = messages.lastIndex(where: \.isFromRequester)
        let since = spoken.map { messages[$0...] } ?? messages[...]
        if since.contains(where: { $0.visibility == .public && Self.isAutomatic($0) }) {
            return "this message had an automatic answer already"
        }
        return nil
    }

    private static func isAutomatic(_ message: Message) -> Bool {
        if case .plugin = message.author { true } else { false }
    }
}
