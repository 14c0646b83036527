// The parameters of `event` and `timer`.

internal import FoundationEssentials
internal import PluginProtocol
internal import TicketStore
internal import Tickets

/// Writes what happened as a plugin may see it.
struct DeliveryText {
    private let delivery: Delivery
    private let plugin: InstalledPlugin
    private let choices: Choices
    private let record: PluginRecord
    private let at: String

    init(
        _ delivery: Delivery, _ plugin: InstalledPlugin, _ choices: Choices, _ record: PluginRecord,
        at moment: Date
    ) {
        self.delivery = delivery
        self.plugin = plugin
        self.choices = choices
        self.record = record
        at = WireTime.text(moment)
    }

    var method: Method { delivery.method }

    func params() throws -> String {
        let head = QuestionText.head(
            call: delivery.call, at: at, deadline: plugin.manifest.timeoutMilliseconds(for: method),
            choices: try QuestionText.json(choices), state: record)
        switch delivery.content {
        case .events(let events):
            return head + #","events":"# + (try QuestionText.json(events.map(delivered))) + "}"
        case .votes(let votes):
            return head + #","events":"# + (try QuestionText.json(votes.map(Self.delivered))) + "}"
        case .appointment(let entry):
            let ticket = try entry.ticket.flatMap(snapshot).map(QuestionText.json)
            return head + #","key":"# + JSONValue.string(entry.key).text + #","data":"# + entry.data
                + (ticket.map { #","ticket":"# + $0 } ?? "") + "}"
        }
    }

    private func delivered(_ numbered: NumberedEvent) -> DeliveredEvent {
        let event = numbered.event
        return DeliveredEvent(
            seq: Int(numbered.number), type: EventType(event.kind), at: WireTime.text(event.at),
            actor: Self.words(event.actor), ticket: snapshot(numbered.ticket),
            change: event.change.map { DeliveredEvent.Change(field: $0.field, from: $0.from, to: $0.to) })
    }

    private static func delivered(_ vote: CastVote) -> DeliveredEvent {
        DeliveredEvent(
            seq: Int(vote.number), type: .articleVoted, at: WireTime.text(vote.at), actor: "reader",
            ticket: nil, data: ["article": .string(vote.article), "helpful": .boolean(vote.isHelpful)])
    }

    private func snapshot(_ id: TicketID) -> TicketSnapshot? {
        delivery.threads[id].map { thread in
            TicketSnapshot(
                thread.ticket, messages: thread.messages, decisions: thread.decisions, grants: plugin.grants)
        }
    }

    private static func words(_ actor: Actor) -> String {
        switch actor {
        case .requester: "requester"
        case .desk: "desk"
        case .agent(let name): "agent:\(name)"
        case .plugin(let id): "plugin:\(id)"
        }
    }
}
