// As many events in one delivery as a line holds.

internal import FoundationEssentials
public import PluginProtocol
public import TicketStore
public import Tickets

extension PluginHost {
    /// How many bytes of events are put into one line, when state and choices leave as much.
    static let eventBytes = 900 << 10
    /// What a line has beside events, choices and state, and an event beside its texts.
    private static let frameBytes = 4 << 10

    /// Cuts events to what one line to a plugin holds. The rest comes with the next delivery.
    ///
    /// - Parameter threads: the events' tickets.
    /// - Returns: the first ones, at least one when there is any, and their tickets alone.
    public func fitting(
        _ events: [NumberedEvent], to plugin: String, _ threads: [TicketID: TicketThread],
        _ choices: Choices
    ) -> ([NumberedEvent], [TicketID: TicketThread]) {
        guard events.count > 1, let grants = self.plugin(plugin)?.grants else { return (events, threads) }
        let beside = ProtocolLimits.stateBytes + Self.frameBytes + Self.bytes(ofValue: choices)
        var room = min(Self.eventBytes, ProtocolLimits.lineBytes - beside)
        var known: [TicketID: Int] = [:]
        var chosen: [NumberedEvent] = []
        for event in events {
            let ticket = known[event.ticket] ?? threads[event.ticket].map { Self.bytes(of: $0, grants) } ?? 0
            known[event.ticket] = ticket
            room -= ticket + Self.bytes(of: event.event)
            guard room >= 0 || chosen.isEmpty else { break }
            chosen.append(event)
        }
        let named = Set(chosen.map(\.ticket))
        return (chosen, threads.filter { named.contains($0.key) })
    }

    private static func bytes(of event: TicketEvent) -> Int {
        let change = event.change.map { [$0.field, $0.from, $0.to].reduce(0) { $0 + bytes(of: $1) } }
        return frameBytes / 4 + (change ?? 0)
    }

    /// No less than a ticket has as JSON. One of words alone, as most are, is not written for that.
    private static func bytes(of thread: TicketThread, _ grants: Set<Grant>) -> Int {
        let (ticket, said) = (thread.ticket, thread.messages)
        let answers = AnswerSnapshot.all(said, thread.decisions, grants: grants)
        guard ticket.fields.isEmpty, said.allSatisfy(\.attachments.isEmpty) else {
            return bytes(
                ofValue: TicketSnapshot(
                    ticket, messages: said, decisions: thread.decisions, grants: grants))
        }
        let own = said.filter(\.isFromRequester)
        let latest = own.count > 1 ? own.last?.body : nil
        let words = [ticket.subject, said.first?.body ?? "", latest ?? ""]
        let texts = (grants.contains(.ticketBody) ? words : []) + ticket.state.tags
        return texts.reduce(frameBytes + (answers.isEmpty ? 0 : bytes(ofValue: answers))) {
            $0 + bytes(of: $1)
        }
    }

    /// No less than a text has as JSON (RFC 8259, section 7).
    private static func bytes(of text: String) -> Int {
        text.utf8.reduce(3) { count, byte in
            switch byte {
            case 0x22, 0x5C, 0x08...0x0A, 0x0C, 0x0D: count + 2
            case ..<0x20, 0x7F: count + 6
            default: count + 1
            }
        }
    }

    private static func bytes(ofValue value: some Encodable) -> Int {
        (try? QuestionText.json(value))?.utf8.count ?? ProtocolLimits.lineBytes
    }
}
