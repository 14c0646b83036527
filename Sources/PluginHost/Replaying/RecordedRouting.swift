// Where a ticket would be with one answer or with another. Pure.

internal import FoundationEssentials
public import PluginProtocol
public import Tickets

/// A recorded question about where a ticket belongs, and what the other plugins said to it.
public struct RecordedRouting: Sendable {
    private let params: DecisionParams
    private let plugin: InstalledPlugin
    private let others: [Decision]
    private let prefer: [String]

    /// - Parameters:
    ///   - request: the parameters as they were recorded.
    ///   - others: all decisions of the ticket; those of the plugin itself are left out.
    ///   - prefer: the operator's list of plugins.
    /// - Returns: `nil` when the parameters cannot be read.
    public init?(
        request: String, plugin: InstalledPlugin, others: [Decision], prefer: [String]
    ) {
        guard let params = try? JSONDecoder().decode(DecisionParams.self, from: Data(request.utf8)) else {
            return nil
        }
        self.params = params
        self.plugin = plugin
        self.others = others.filter { $0.plugin != plugin.manifest.id && $0.hook == Method.route.rawValue }
        self.prefer = prefer
    }

    /// The queue in which the ticket would be, and why.
    ///
    /// - Parameter result: what the plugin answers.
    public func queue(with result: JSONValue?) -> (queue: String, reason: String) {
        let answer = result.flatMap {
            try? JSONDecoder().decode(RouteResult.self, from: Data($0.text.utf8))
        }
        let reading = AnswerReading(grants: plugin.grants, choices: params.choices)
        let mine = (answer?.content.map(reading.routing) ?? []).map { said in
            Decision(
                plugin: plugin.manifest.id, hook: Method.route.rawValue, outcome: said.outcome,
                confidence: said.confidence, reason: said.reason, at: Date(timeIntervalSince1970: 0))
        }
        let unsettled = others.map { decision in
            var decision = decision
            decision.won = false
            return decision
        }
        let settled = ProposalMerge.settle(mine + unsettled, prefer: prefer)
        guard let winner = settled.values[.queue] else {
            return (params.ticket.queue, "nobody proposed a queue")
        }
        let decision = settled.decisions.first { $0.won && $0.proposal?.field == .queue }
        return (winner.value, "\(winner.plugin): \(decision?.reason ?? "")")
    }
}
