// The parameters of a call as JSON, put together from parts that are written once.

internal import FoundationEssentials
internal import PluginProtocol
internal import TicketStore
internal import Tickets

/// Writes the parameters of calls. A ticket is written once for each set of grants, however many
/// plugins are asked about it: writing it costs more than sending it.
struct QuestionText {
    let at: String
    /// The same as a date.
    let moment: Date
    private let choices: String
    private let thread: TicketThread
    private var tickets: [Set<Grant>: String] = [:]

    init(_ thread: TicketThread, _ desk: DeskFacts, at moment: Date) {
        self.thread = thread
        at = WireTime.text(moment)
        self.moment = moment
        choices = desk.choicesText
    }

    /// The ticket as it is after some changes, which were not stored yet.
    func changed(to ticket: Ticket) -> QuestionText {
        var copy = self
        copy.changed = ticket
        copy.tickets = [:]
        return copy
    }

    private var changed: Ticket?
    /// The ticket as the plugins see it now.
    var ticket: Ticket { changed ?? thread.ticket }

    /// The ticket as a plugin with these grants sees it.
    mutating func ticket(_ grants: Set<Grant>) throws -> String {
        if let known = tickets[grants] { return known }
        let snapshot = TicketSnapshot(
            ticket, messages: thread.messages, decisions: thread.decisions, grants: grants)
        let text = try Self.json(snapshot)
        tickets[grants] = text
        return text
    }

    /// The parameters of a decision.
    mutating func decision(
        call: String, plugin: InstalledPlugin, method: Method, state: PluginRecord, data: [String: JSONValue],
        pending: PendingDecision?
    ) throws -> String {
        var text = try head(call: call, plugin: plugin, method: method, state: state)
        text += #","ticket":"# + (try ticket(plugin.grants))
        if !data.isEmpty { text += #","data":"# + JSONValue.object(data).text }
        if let pending { text += #","pending":"# + (try Self.json(pending)) }
        return text + "}"
    }

    private func head(
        call: String, plugin: InstalledPlugin, method: Method, state: PluginRecord
    ) throws -> String {
        Self.head(
            call: call, at: at, deadline: plugin.manifest.timeoutMilliseconds(for: method), choices: choices,
            state: state)
    }

    /// What every call begins with; the object is not closed yet.
    static func head(call: String, at: String, deadline: Int, choices: String, state: PluginRecord) -> String
    {
        #"{"call":"# + JSONValue.string(call).text + #","at":""# + at + #"","seed":\#(seed(of: call)),"#
            + #""deadline_ms":\#(deadline),"choices":"# + choices
            + #","state":{"rev":\#(state.stateRevision),"doc":"# + state.state + "}"
    }

    /// A digest of the call, below 2^53: the same for every retry.
    static func seed(of call: String) -> UInt64 { fnv1a(call) & (1 << 53 - 1) }

    /// Tells what is reviewed from anything else that was reviewed of the same ticket.
    static func digest(of pending: PendingDecision) throws -> String {
        String(fnv1a(try json(pending, [.sortedKeys])), radix: 16)
    }

    private static func fnv1a(_ text: String) -> UInt64 {
        text.utf8.reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
    }

    static func json(_ value: some Encodable) throws -> String { try json(value, []) }

    private static func json(
        _ value: some Encodable, _ formatting: JSONEncoder.OutputFormatting
    ) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = formatting.union(.withoutEscapingSlashes)
        return String(decoding: try encoder.encode(value), as: UTF8.self)
    }
}
