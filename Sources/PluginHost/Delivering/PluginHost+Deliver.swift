// Handing over what has happened, and reading what a plugin wants done about it.

internal import FoundationEssentials
internal import PluginProtocol
public import TicketStore
internal import Tickets

extension PluginHost {
    /// How long a chain of plugins that answer each other's effects may get.
    public static let longestChain = 4
    /// So many failures make a delivery a dead letter.
    public static let mostDeliveries = 5

    /// The plugins that want to be told of events.
    public var listeners: [String] {
        (supervisors + shadows).map(\.plugin).filter { $0.manifest[.event] != nil }.map(\.id)
    }

    /// Whether a plugin wants to be told of votes on articles.
    public func hearsVotes(_ plugin: String) -> Bool {
        supervisor(plugin)?.plugin.manifest[.event]?.types.contains(.articleVoted) == true
    }

    /// Which of some events are for a plugin: those of its types that it did not cause itself, and
    /// that do not come at the end of too long a chain of plugins.
    public func events(_ events: [NumberedEvent], for plugin: String) -> [NumberedEvent] {
        guard let manifest = supervisor(plugin)?.plugin.manifest, let hook = manifest[.event] else {
            return []
        }
        return events.filter { numbered in
            hook.types.contains(EventType(numbered.event.kind)) && numbered.depth < Self.longestChain
                && numbered.event.actor != .plugin(id: manifest.id)
        }
    }

    /// Hands something over and reads the answer.
    public func deliver(_ delivery: Delivery, _ desk: DeskFacts) async -> DeliveryOutcome {
        guard let supervisor = supervisor(delivery.plugin) else { return .later("there is no such plugin") }
        let clock = ContinuousClock()
        let start = clock.now
        var params = ""
        func work(_ response: String, _ outcome: PluginCall.Outcome) -> PluginWork {
            PluginWork(
                PluginCall(
                    plugin: delivery.plugin, call: delivery.call, method: delivery.method.rawValue,
                    tickets: delivery.threads.keys.sorted(), at: now(), request: params, response: response,
                    milliseconds: (clock.now - start) / .milliseconds(1), outcome: outcome,
                    attempts: delivery.failures + 1),
                depth: delivery.depth)
        }
        func failed(_ reason: String, isHopeless: Bool = false) -> DeliveryOutcome {
            let isDead = isHopeless || delivery.failures + 1 >= Self.mostDeliveries
            let log = supervisor.tail.lines.suffix(20).joined(separator: "\n")
            let text = JSONValue.object(["reason": .string(reason), "log": .string(log)]).text
            var work = work(text, isDead ? .dead : .failed)
            if isDead { work.finish(delivery) }
            return .failed(work)
        }
        do {
            let record = try await desk.record(delivery.plugin)
            let text = DeliveryText(delivery, supervisor.plugin, desk.choices, record, at: now())
            params = try text.params()
            let reading = DeliveryReading(delivery, supervisor.plugin, desk.choices, at: now())
            let unread = work("", .answered)
            let answer = try await supervisor.call(
                text.method, params,
                isUsable: { line in
                    var draft = unread
                    return Self.isUsable { try reading.read(Self.result(line), record, &draft) }
                })
            guard let line = answer else { return .later("it does not take \(text.method.rawValue)") }
            let result = try Self.result(line)
            var done = work(try QuestionText.json(result), .answered)
            let read = try reading.read(result, record, &done)
            return .answered(done, read.actions, refusals: read.refusals)
        } catch let failure as CallFailure {
            if failure.kind == .unusable { await supervisor.wasUnusable() }
            let isLater = failure.kind == .unavailable || failure.kind == .badConfiguration
            // What is too long alone is so the next time, too; of several each may go by itself.
            let isHopeless = failure.kind == .tooLong && delivery.isOne
            return isLater ? .later("\(failure)") : failed("\(failure)", isHopeless: isHopeless)
        } catch {
            return .later("its state or the tickets could not be read")
        }
    }

    private static func result(_ line: [UInt8]) throws -> DeliveryResult {
        guard let response = try? JSONDecoder().decode(Response<DeliveryResult>.self, from: Data(line))
        else {
            throw CallFailure("its answer is not what the protocol asks for", .unusable)
        }
        if let error = response.error {
            throw CallFailure(
                "it answered with \(error)", error.knownCode == .busy ? .unavailable : .unusable)
        }
        guard let result = response.result else {
            throw CallFailure("its answer holds no result", .unusable)
        }
        return result
    }

    private static func isUsable(_ read: () throws -> some Any) -> Bool {
        do {
            _ = try read()
            return true
        } catch {
            return (error as? CallFailure)?.kind != .unusable
        }
    }

    private func supervisor(_ id: String) -> PluginSupervisor? {
        (supervisors + shadows).first { $0.plugin.id == id }
    }
}

extension PluginWork {
    /// A delivery is over, whatever came of it: it does not come again.
    mutating func finish(_ delivery: Delivery, upTo number: Int64? = nil) {
        switch delivery.content {
        case .events(let events): cursor = number ?? events.last?.number
        // They have a cursor of their own.
        case .votes(let votes): voteCursor = number ?? votes.last?.number
        case .appointment(let entry): cancelled.append(entry.key)
        }
    }
}
