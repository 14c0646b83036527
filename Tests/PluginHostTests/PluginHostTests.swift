// The host against real child processes, good ones and bad ones.

import CustomDump
import Foundation
import Logging
import PluginProtocol
import Testing
import TicketStore
import Tickets

@testable import PluginHost

@Suite("The plugin host", .timeLimit(.minutes(5)))
struct PluginHostTests {
    private static let noon = Date(timeIntervalSince1970: 1_800_000_000)

    /// A plugin in sh: it answers `initialize`, then does what the script says for each line, until
    /// it is asked to end.
    private func plugin(
        _ id: String, _ script: String, timeoutMilliseconds: Int = 10_000, hooks: String = #""ticket.route""#,
        start: String = ":", shutdown: String = "exit"
    ) throws -> InstalledPlugin {
        let hello = #"{"jsonrpc":"2.0","id":"1","result":{"protocol":1,"hooks":[\#(hooks)]}}"#
        let program = """
            \(start); read line; echo '\(hello)'
            while read -r line; do case "$line" in *'"shutdown"'*) \(shutdown);; *) \(script);; esac; done
            """
        let manifest: [String: Any] = [
            "id": id, "version": "1", "protocol": 1, "title": id, "command": ["/bin/sh", "-c", program],
            "hooks": ["ticket.route": ["timeout_ms": timeoutMilliseconds]], "grants": ["ticket.queue.write"],
        ]
        let json = try JSONSerialization.data(withJSONObject: manifest)
        return InstalledPlugin(manifest: try PluginManifest(json: json), config: .null, programPath: "")
    }

    private func proposal(_ queue: String, _ confidence: Double) -> String {
        #"echo '{"jsonrpc":"2.0","id":"2","result":{"proposals":[{"field":"queue","value":"\#(queue)","#
            + #""strength":"should","confidence":\#(confidence),"reason":"it fits"}]}}'"#
    }

    private static let patience = PluginPatience(
        answer: .seconds(2), exit: .milliseconds(300), terminate: .milliseconds(300))

    /// What the host makes of one ticket with these plugins.
    private func verdict(_ plugins: [InstalledPlugin]) async -> [String] {
        let host = PluginHost(
            plugins, logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() },
            HostSurroundings(patience: Self.patience, now: { Self.noon }))
        let ticket = Ticket(
            id: TicketID(7), subject: "Lamp", requester: Requester(name: "Ada", address: "ada@example.org"),
            status: .new, queue: "triage", rating: nil, createdAt: Self.noon, revision: 1, linkGeneration: 1)
        let message = Message(author: .requester, body: "It is dark.", at: Self.noon)
        let thread = TicketThread(ticket: ticket, messages: [message], decisions: [], events: [])
        return await withTaskGroup { group in
            group.addTask { await host.run() }
            let verdict = try? await host.decide(
                thread, DeskFacts(choices: Choices(queues: ["triage", "billing", "sales"])))
            group.cancelAll()
            let lines = (verdict?.decisions ?? []).map { decision in
                "\(decision.plugin)\(decision.won ? " wins" : ""): \(decision.outcome), \(decision.reason)"
            }
            return lines + ["→ \(verdict?.queue?.id ?? "nowhere")"]
        }
    }

    @Test("The surest of equally strong proposals wins, and all are kept")
    func severalPlugins() async throws {
        let lines = await verdict([
            try plugin("a", proposal("sales", 0.6)), try plugin("b", proposal("billing", 0.9)),
        ])
        expectNoDifference(
            lines,
            [
                "a: proposedQueue(\"sales\", strength: Tickets.Strength.should), it fits",
                "b wins: proposedQueue(\"billing\", strength: Tickets.Strength.should), it fits",
                "→ billing",
            ])
    }

    @Test("A plugin that is silent, wrong, garbled or dead costs its own answer alone, and says why")
    func badPlugins() async throws {
        let abstain = #"echo '{"jsonrpc":"2.0","id":"2","result":{"abstain":true,"reason":"not mine"}}'"#
        let refuse = #"echo '{"jsonrpc":"2.0","id":"2","error":{"code":-32000,"message":"no"}}'"#
        let plugins = [
            try plugin("abstaining", abstain),
            try plugin("dead", "exit 3"),
            try plugin("garbled", #"echo hello; echo '{"id":"9"}'; echo '{"id":"2","result":[]}'"#),
            try plugin("good", proposal("billing", 0.1)),
            try plugin("refusing", refuse),
            try plugin("silent", "sleep 9", timeoutMilliseconds: 300),
            try plugin("wrong", proposal("nowhere", 1)),
        ]
        let lines = await verdict(plugins)
        expectNoDifference(
            lines,
            [
                "abstaining: abstained, not mine",
                "dead: unavailable, it is not running: it ended with status 3",
                "garbled: failed, its answer to ticket.route is not what the protocol asks for",
                "good wins: proposedQueue(\"billing\", strength: Tickets.Strength.should), it fits",
                "refusing: failed, it answered with error -32000: no",
                "silent: unavailable, it gave no answer within 300 ms",
                "wrong: failed, it proposed queue “nowhere”, which does not exist",
                "→ billing",
            ])
    }

    @Test("A program that is not there is a reason, not a crash")
    func missingProgram() async throws {
        let json = #"""
            {"id": "ghost", "version": "1", "protocol": 1, "title": "Ghost", "command": ["/no/such/program"],
             "hooks": {"ticket.route": {}}}
            """#
        let manifest = try PluginManifest(json: Data(json.utf8))
        let lines = await verdict([InstalledPlugin(manifest: manifest, config: .null, programPath: "")])
        #expect(lines.count == 2)
        #expect(lines[0].hasPrefix("ghost: unavailable, it is parked: /no/such/program is not there"))
        #expect(lines[1] == "→ nowhere")
    }

    @Test("The merge gives one result for every order of the proposals, also of one plugin's own")
    func permutations() {
        let proposals: [(String, String, Strength, Double)] = [
            ("a", "sales", .hint, 1), ("b", "billing", .should, 0.71), ("c", "triage", .should, 0.74),
            ("d", "sales", .should, 0.2), ("b", "sales", .should, 0.71),
        ]
        let decisions = proposals.map { plugin, queue, strength, confidence in
            Decision(
                plugin: plugin, hook: "ticket.route", outcome: .proposedQueue(queue, strength: strength),
                confidence: confidence, reason: "", at: Self.noon)
        }
        let reference = ProposalMerge.settle(decisions)
        // 0.71 and 0.74 are equally sure in steps of 0.05: the first id decides, then its first queue.
        expectNoDifference(reference.values[.queue]?.value, "billing")
        expectNoDifference(reference.decisions.filter(\.won).count, 1)
        for order in permutations(of: decisions) {
            expectNoDifference(ProposalMerge.settle(order).decisions, reference.decisions)
        }
    }

    @Test("A proposal that comes later moves a ticket only if it beats those of before")
    func laterProposals() {
        func decision(_ plugin: String, _ confidence: Double) -> Decision {
            Decision(
                plugin: plugin, hook: "ticket.route", outcome: .proposedQueue(plugin, strength: .should),
                confidence: confidence, reason: "", at: Self.noon)
        }
        let before = ProposalMerge.settle([decision("b", 0.5)]).decisions
        expectNoDifference(
            ProposalMerge.settle([decision("c", 0.5)], earlier: before).values[.queue]?.value, nil)
        expectNoDifference(
            ProposalMerge.settle([decision("a", 0.5)], earlier: before).values[.queue]?.value, "a")
        expectNoDifference(
            ProposalMerge.settle([decision("c", 0.9)], earlier: before).values[.queue]?.value, "c")
    }

    private func permutations<Element>(of elements: [Element]) -> [[Element]] {
        guard elements.count > 1 else { return [elements] }
        return elements.indices.flatMap { index in
            var rest = elements
            let first = rest.remove(at: index)
            return permutations(of: rest).map { [first] + $0 }
        }
    }
}
