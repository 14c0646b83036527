// Counting what a replay brings. Pure.

internal import FoundationEssentials
internal import PluginHost
internal import PluginProtocol
internal import TicketStore
internal import Tickets

/// Adds up answers then and now.
struct ReplayTally {
    var report: ReplayReport
    private let plugin: InstalledPlugin
    private let prefer: [String]
    private var milliseconds: [Double] = []
    private var models: Set<String> = []
    /// Of each ticket the last question counts: where it would be then and now, and where it ended.
    private var routes: [TicketID: (move: ReplayReport.Move, left: String?)] = [:]

    init(_ plugin: InstalledPlugin, prefer: [String]) {
        self.plugin = plugin
        self.prefer = prefer
        report = ReplayReport(plugin: plugin.manifest.id, version: plugin.manifest.version)
    }

    /// An answer to a decision.
    mutating func take(_ call: PluginCall, _ reply: ReplayedPlugin.Reply) {
        milliseconds.append(reply.milliseconds)
        let before = call.outcome == .answered ? try? JSONValue(json: Data(call.response.utf8)) : nil
        var count = report.methods[call.method] ?? ReplayReport.Count()
        count.calls += 1
        if before == nil { count.errorsBefore += 1 }
        if let error = reply.error {
            count.errorsAfter += 1
            report.errors[error, default: 0] += 1
        }
        if before?["abstain"] == true { count.abstainedBefore += 1 }
        if reply.result?["abstain"] == true { count.abstainedAfter += 1 }
        if Self.said(before) != Self.said(reply.result) { count.changed += 1 }
        report.methods[call.method] = count
        if let model = reply.result?["model"]?.string { models.insert(model) }
    }

    /// An answer without what is not about the ticket.
    private static func said(_ result: JSONValue?) -> JSONValue? {
        result?.merging(["state_patch": .null, "model": .null])
    }

    /// An answer to where a ticket belongs.
    mutating func route(_ call: PluginCall, _ reply: ReplayedPlugin.Reply, _ thread: TicketThread) {
        guard
            let routing = RecordedRouting(
                request: call.request, plugin: plugin, others: thread.decisions, prefer: prefer)
        else { return }
        let old = call.outcome == .answered ? try? JSONValue(json: Data(call.response.utf8)) : nil
        let (before, after) = (routing.queue(with: old), routing.queue(with: reply.result))
        let move = ReplayReport.Move(
            ticket: "\(thread.ticket.id)", before: before.queue, beforeReason: before.reason,
            after: after.queue, afterReason: after.reason)
        routes[thread.ticket.id] = (move, Self.left(thread))
    }

    /// The queue in which a person finally left a ticket; `nil` when no person did.
    static func left(_ thread: TicketThread) -> String? {
        let state = thread.ticket.state
        guard state.status.isFinished, state.mergedInto == nil, !state.tags.contains(HelpDesk.spamTag)
        else { return nil }
        let isByPerson = thread.events.contains { event in
            guard case .agent = event.actor else { return false }
            return event.kind == .solved || event.change?.field == "queue"
        }
        return isByPerson ? state.queue : nil
    }

    /// The report with everything counted.
    func finished() -> ReplayReport {
        var report = report
        let sorted = routes.sorted { $0.key < $1.key }.map(\.value)
        report.tickets = sorted.count
        report.moves = sorted.map(\.move).filter { $0.before != $0.after }
        let known = sorted.filter { $0.left != nil }
        report.agreementBefore = WilsonInterval(
            known.count { $0.move.before == $0.left }, of: known.count)
        report.agreementAfter = WilsonInterval(known.count { $0.move.after == $0.left }, of: known.count)
        report.models = models.sorted()
        let times = milliseconds.sorted()
        if !times.isEmpty {
            report.p50 = times[times.count / 2]
            report.p99 = times[min(times.count - 1, times.count * 99 / 100)]
        }
        return report
    }
}
