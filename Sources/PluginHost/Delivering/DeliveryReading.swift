// From what a plugin answered to a delivery to what is done. Pure.

internal import FoundationEssentials
internal import PluginProtocol
internal import TicketStore
internal import Tickets

/// Checks an answer to `event` or `timer` against what the plugin may, what there is, and what the
/// call was about.
struct DeliveryReading {
    private let delivery: Delivery
    private let plugin: InstalledPlugin
    private let choices: Choices
    private let now: Date

    init(_ delivery: Delivery, _ plugin: InstalledPlugin, _ choices: Choices, at now: Date) {
        self.delivery = delivery
        self.plugin = plugin
        self.choices = choices
        self.now = now
    }

    /// - Returns: what is to be done, and what is not and why. State, cursor and schedule go into the
    ///   work.
    /// - Throws: ``CallFailure`` when the answer as a whole cannot be used.
    func read(
        _ result: DeliveryResult, _ record: PluginRecord, _ work: inout PluginWork
    ) throws -> (actions: [PluginAction], refusals: [DeliveryOutcome.Refusal]) {
        let most = ProtocolLimits.entriesPerAnswer
        guard result.actions.count <= most, result.schedule.count <= most, result.cancel.count <= most else {
            throw CallFailure("it asks for more than \(most) things at once", .unusable)
        }
        if let patch = result.statePatch {
            let document = try JSONValue(json: Data(record.state.utf8))
            guard let next = PluginState(rev: record.stateRevision, doc: document).patched(patch) else {
                throw CallFailure("its state would have more than 64 KiB", .unusable)
            }
            work.state = PluginWork.StateChange(rev: record.stateRevision, document: next.doc.text)
        }
        work.finish(delivery, upTo: try acknowledged(result.ack))
        work.cancelled += result.cancel
        work.schedule = try result.schedule.map(appointment)
        var actions: [PluginAction] = []
        var refusals: [DeliveryOutcome.Refusal] = []
        for (place, action) in result.actions.enumerated() {
            if let reason = refusal(of: action) {
                let ticket = action.ticket.flatMap { TicketID($0) }.flatMap {
                    delivery.threads[$0] == nil ? nil : $0
                }
                refusals.append(DeliveryOutcome.Refusal(ticket: ticket, reason: reason))
            } else if case .deliver(let address, let body) = action.effect {
                work.requests.append(
                    OutgoingRequest(
                        plugin: plugin.manifest.id, call: delivery.call, place: place,
                        ticket: action.ticket.flatMap { TicketID($0) }, address: address, body: body.text,
                        at: now))
            } else {
                actions.append(action)
            }
        }
        return (actions, refusals)
    }

    private func acknowledged(_ ack: Int?) throws -> Int64? {
        guard let ack else { return nil }
        let numbers: [Int64]
        switch delivery.content {
        case .events(let events): numbers = events.map(\.number)
        case .votes(let votes): numbers = votes.map(\.number)
        case .appointment: return nil
        }
        guard numbers.contains(Int64(ack)) else {
            throw CallFailure("it acknowledged event \(ack), which it was not told of", .unusable)
        }
        return Int64(ack)
    }

    private func appointment(_ entry: ScheduleEntry) throws -> PluginAppointment {
        let names = [entry.key, entry.ticket ?? "-"]
        let areFit = names.allSatisfy { (1...ProtocolLimits.nameBytes).contains($0.utf8.count) }
        // Keys that begin with $ are the host's own.
        guard areFit, !entry.key.hasPrefix("$") else {
            throw CallFailure("its schedule has a key that is empty, too long or begins with $", .unusable)
        }
        let due =
            entry.at.flatMap(WireTime.moment) ?? now.addingTimeInterval(Double(entry.after?.seconds ?? 0))
        let first = now.addingTimeInterval(ProtocolLimits.leastScheduleSeconds)
        let ticket = entry.ticket.flatMap { TicketID($0) }
        if entry.ticket != nil, ticket.flatMap({ delivery.threads[$0] }) == nil {
            throw CallFailure("its schedule names a ticket that it was not asked about", .unusable)
        }
        let text = entry.data.text
        guard text.utf8.count <= ProtocolLimits.stateBytes else {
            throw CallFailure("an entry of its schedule has more than 64 KiB", .unusable)
        }
        let last = now.addingTimeInterval(Double(ProtocolLimits.scheduleSeconds))
        return PluginAppointment(
            plugin: plugin.id, key: entry.key, due: max(first, min(due, last)), ticket: ticket, data: text,
            depth: delivery.depth)
    }

    /// Whether a name is `agent:` and one of the desk's agents, or `role:` and a name on one line.
    private func isSomebody(_ name: String) -> Bool {
        if name.hasPrefix("agent:") { return choices.agents.contains(String(name.dropFirst(6))) }
        let isShort = name.utf8.count <= ProtocolLimits.nameBytes
        return name.hasPrefix("role:") && name != "role:" && isShort && !name.contains(where: \.isNewline)
    }

    /// Why an action is not done; `nil` when it may be.
    private func refusal(of action: PluginAction) -> String? {
        if let name = action.ticket {
            guard let ticket = TicketID(name), delivery.threads[ticket] != nil else {
                return "it wanted to change \(name.cut(to: 40)), which it was not asked about"
            }
        } else if !delivery.threads.isEmpty {
            // What a request says of a ticket goes with the ticket when it is erased.
            return "it wanted a request sent that names none of the tickets that it was asked about"
        }
        guard plugin.grants.contains(action.grant) else {
            return "it was not allowed to \(action.grant.words)"
        }
        switch action.effect {
        case .set(let field, let value):
            let name = value.cut(to: ProtocolLimits.nameBytes)
            return choices.values(of: field).contains(value)
                ? nil : "it wanted \(field.rawValue) “\(name)”, which does not exist"
        case .notify(let to, let text):
            guard isSomebody(to) else {
                let name = LogLine(to.cut(to: ProtocolLimits.nameBytes))
                return "it wanted to call “\(name)”: that is neither an agent of this desk nor a role"
            }
            return text.utf8.count <= ProtocolLimits.bodyBytes ? nil : "its note has more than 64 KiB"
        case .note(let text):
            return text.utf8.count <= ProtocolLimits.bodyBytes ? nil : "its note has more than 64 KiB"
        case .suggest(let reply), .reply(let reply):
            return reply.bodyMarkdown.utf8.count <= ProtocolLimits.bodyBytes
                ? nil : "its answer has more than 64 KiB"
        case .askSurvey(let plan):
            return plan.planned == nil ? "it wanted to ask by a way that there is not: email and page" : nil
        case .deliver(let address, let body):
            let isFit = body.text.utf8.count <= ProtocolLimits.bodyBytes && address.utf8.count <= 2_000
            return isFit ? nil : "it wanted a request sent of more than 64 KiB, or to too long an address"
        case .tag, .untag, .reopen, .close: return nil
        }
    }
}
