// The merge is one function of a set of proposals, whatever their order.

import CustomDump
import Foundation
import PluginProtocol
import Testing
import TicketStore
import Tickets

@testable import PluginHost

@Suite("Putting proposals together")
struct MergeTests {
    private static let noon = Date(timeIntervalSince1970: 1_800_000_000)

    /// A generator of equal numbers for every run.
    private struct Dice: RandomNumberGenerator {
        var state: UInt64
        mutating func next() -> UInt64 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return state ^ (state >> 29)
        }
    }

    private func decision(_ dice: inout Dice) -> Decision {
        let plugin = ["a", "b", "c", "d"].randomElement(using: &dice) ?? "a"
        let strength = Strength.allCases.randomElement(using: &dice) ?? .hint
        let value = ["low", "high", "billing", "sales"].randomElement(using: &dice) ?? ""
        let outcome: Decision.Outcome =
            switch Int.random(in: 0..<5, using: &dice) {
            case 0: .abstained
            case 1: .proposed(field: "priority", value: value, strength: strength)
            case 2: .proposed(field: "assignee", value: value, strength: strength)
            default: .proposedQueue(value, strength: strength)
            }
        return Decision(
            plugin: plugin, hook: "ticket.route", outcome: outcome,
            confidence: Double(Int.random(in: 0...20, using: &dice)) / 20 + 0.01, reason: value, at: Self.noon
        )
    }

    @Test("Any order of any proposals gives the same decisions and the same values", arguments: 0..<200)
    func permutations(_ seed: Int) {
        var dice = Dice(state: UInt64(seed))
        let count = Int.random(in: 0...9, using: &dice)
        let all = (0..<count).map { _ in decision(&dice) }
        let prefer = Bool.random(using: &dice) ? ["c", "b"] : []
        let reference = ProposalMerge.settle(all, prefer: prefer)
        for _ in 0..<20 {
            let other = ProposalMerge.settle(all.shuffled(using: &dice), prefer: prefer)
            expectNoDifference(other.decisions, reference.decisions)
            expectNoDifference(other.values.mapValues { "\($0)" }, reference.values.mapValues { "\($0)" })
        }
        // One winner for each field that anybody proposed, and no more.
        let fields = Set(all.compactMap { $0.proposal?.field })
        expectNoDifference(Set(reference.values.keys), fields)
        expectNoDifference(reference.decisions.count(where: \.won), fields.count)
    }

    @Test("Strength counts before the operator's list, that before the surest, that before the name")
    func order() {
        func winner(_ proposals: [(String, Strength, Double)], _ prefer: [String] = []) -> String? {
            let decisions = proposals.map { plugin, strength, confidence in
                Decision(
                    plugin: plugin, hook: "ticket.route",
                    outcome: .proposedQueue(plugin, strength: strength), confidence: confidence, reason: "",
                    at: Self.noon)
            }
            return ProposalMerge.settle(decisions, prefer: prefer).values[.queue]?.value
        }
        expectNoDifference(winner([("a", .should, 1), ("b", .must, 0)], ["a"]), "b")
        expectNoDifference(
            winner([("a", .should, 1), ("b", .should, 0), ("c", .should, 0)], ["c", "b"]), "c")
        expectNoDifference(winner([("a", .should, 0.5), ("b", .should, 0.6)]), "b")
        expectNoDifference(winner([("b", .should, 0.51), ("a", .should, 0.5)]), "a")
    }

    @Test("What the host writes around a ticket is what the protocol's types read")
    func questions() throws {
        let ticket = Ticket(
            id: TicketID(7), subject: "Lamp “\u{2028}\"\\",
            requester: Requester(name: "Ada", address: "ada@x.org"),
            status: .new, queue: "triage", rating: nil, createdAt: Self.noon, revision: 3, linkGeneration: 1)
        let thread = TicketThread(
            ticket: ticket, messages: [Message(author: .requester, body: "Dark.\n\u{0}", at: Self.noon)],
            decisions: [], events: [])
        let json =
            #"{"id":"p","version":"1","protocol":1,"title":"","command":["sh"],"hooks":{"ticket.route":{}}}"#
        let manifest = try PluginManifest(json: Data(json.utf8))
        for grants in [[], [.ticketBody], [.ticketBody, .requesterName]] as [Set<Grant>] {
            let plugin = InstalledPlugin(manifest: manifest, config: .null, grants: grants, programPath: "")
            var text = QuestionText(
                thread, DeskFacts(choices: Choices(queues: ["triage"])), at: Self.noon)
            let params = try text.decision(
                call: "p:\"x", plugin: plugin, method: .review,
                state: PluginRecord(stateRevision: 4, state: #"{"a":[1]}"#),
                data: ["queue.load": ["triage": 3]],
                pending: PendingDecision(set: ["queue": "billing"]))
            let wanted = DecisionParams(
                call: "p:\"x", at: "2027-01-15T08:00:00Z", seed: Int(QuestionText.seed(of: "p:\"x")),
                deadlineMilliseconds: 200,
                ticket: TicketSnapshot(ticket, messages: thread.messages, grants: grants),
                choices: Choices(queues: ["triage"]), state: PluginState(rev: 4, doc: ["a": [1]]),
                data: ["queue.load": ["triage": 3]], pending: PendingDecision(set: ["queue": "billing"]))
            expectNoDifference(try JSONDecoder().decode(DecisionParams.self, from: Data(params.utf8)), wanted)
            #expect(!params.contains("\n") && !params.contains("ada@x.org"))
            #expect(params.contains("Ada") == grants.contains(.requesterName))
            #expect(params.contains("Dark") == grants.contains(.ticketBody))
        }
    }
}
