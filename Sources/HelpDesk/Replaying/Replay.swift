// Feeding recorded calls to a plugin again.

public import FoundationEssentials
public import PluginHost
internal import PluginProtocol
public import TicketStore
internal import Tickets

/// Puts to a plugin what it, or an earlier version of it, was asked in the last weeks.
public struct Replay: Sendable {
    private let plugin: InstalledPlugin
    private let store: any TicketStore
    private let prefer: [String]

    /// - Parameters:
    ///   - plugin: the version to try; its data folder is a new one.
    ///   - prefer: the operator's list of plugins.
    public init(_ plugin: InstalledPlugin, in store: some TicketStore, prefer: [String]) {
        self.plugin = plugin
        self.store = store
        self.prefer = prefer
    }

    private struct Place {
        let number: Int64
        let at: Date
        let isFed: Bool
    }

    /// Feeds the calls in the order of their clocks. A plugin that learns hears of all that was recorded
    /// before; it is asked about what came since a moment.
    public func run(since: Date) async throws -> ReplayReport {
        let places = try await places(since: since)
        let replayed = ReplayedPlugin(plugin)
        return try await withThrowingTaskGroup(of: ReplayReport?.self) { group in
            group.addTask {
                await replayed.run()
                return nil
            }
            group.addTask { try await feed(places, to: replayed) }
            var report: ReplayReport?
            while report == nil, let next = try await group.next() { report = next }
            group.cancelAll()
            return report ?? ReplayReport(plugin: plugin.manifest.id, version: plugin.manifest.version)
        }
    }

    /// The calls by their clocks; the words stay in the store until they are needed.
    private func places(since: Date) async throws -> [Place] {
        var places: [Place] = []
        var last: Int64 = 0
        while case let page = try await store.pluginCalls(
            of: plugin.manifest.id, outcome: nil, after: last, limit: 200), let end = page.last
        {
            last = end.number
            for recorded in page {
                let call = recorded.call
                guard let method = Method(rawValue: call.method), call.outcome != .dead else { continue }
                let isDecision = method.kind == .decision
                guard isDecision ? call.at >= since : call.outcome == .answered else { continue }
                places.append(Place(number: recorded.number, at: clock(of: call), isFed: !isDecision))
            }
        }
        return places.sorted { ($0.at, $0.number) < ($1.at, $1.number) }
    }

    /// The clock that the plugin was told.
    private func clock(of call: PluginCall) -> Date {
        struct Head: Decodable { let at: String }
        let head = try? JSONDecoder().decode(Head.self, from: Data(call.request.utf8))
        return head.flatMap { WireTime.moment($0.at) } ?? call.at
    }

    private func feed(_ places: [Place], to replayed: ReplayedPlugin) async throws -> ReplayReport {
        var tally = ReplayTally(plugin, prefer: prefer)
        for place in places {
            guard !Task.isCancelled,
                let call = try await store.pluginCalls(
                    of: plugin.manifest.id, outcome: nil, after: place.number - 1, limit: 1
                ).first?.call
            else { continue }
            let reply = await replayed.ask(call.method, call.request)
            if place.isFed {
                if let error = reply.error {
                    tally.report.errors["\(call.method): \(error)", default: 0] += 1
                }
                continue
            }
            tally.take(call, reply)
            if plugin.manifest.isDeterministic {
                let again = await replayed.ask(call.method, call.request)
                if again.result != reply.result { tally.report.notDeterministic.append(call.call) }
            }
            guard call.method == Method.route.rawValue, let id = call.tickets.first,
                let thread = try await store.thread(id)
            else { continue }
            tally.route(call, reply, thread)
        }
        return tally.finished()
    }
}
