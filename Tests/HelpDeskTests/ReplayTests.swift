// Recorded calls are fed again, and a shadow answers beside the live plugin.

import CustomDump
import Foundation
import PluginHost
import PluginProtocol
import SQLiteStore
import Testing
import TicketStore
import Tickets

@testable import HelpDesk

@Suite("Trying a plugin on the past", .timeLimit(.minutes(5)))
struct ReplayTests {
    private static let hook = #"{"ticket.route":{"timeout_ms":10000}}"#
    private static let grants = #""ticket.body","ticket.queue.write""#

    private func router(
        _ body: String, isDeterministic: Bool = false, isShadow: Bool = false
    ) throws -> InstalledPlugin {
        let plugin = try FakePlugin.plugin("router", hooks: Self.hook, grants: Self.grants, body)
        let json = JSONValue.object([
            "id": "router", "version": "2", "protocol": 1, "title": "",
            "command": .array(plugin.manifest.command.map { .string($0) }),
            "hooks": try JSONValue(json: Data(Self.hook.utf8)),
            "grants": ["ticket.body", "ticket.queue.write"], "deterministic": .boolean(isDeterministic),
        ])
        return InstalledPlugin(
            manifest: try PluginManifest(json: Data(json.text.utf8)), config: .null, programPath: "",
            isShadow: isShadow)
    }

    private func proposing(_ expression: String) -> String {
        #"return {"proposals": [{"field": "queue", "value": \#(expression), "confidence": 0.9, "reason": "fits"}]}"#
    }

    private func facts(_ store: SQLiteStore) -> DeskFacts {
        DeskFacts(
            choices: Choices(queues: ["triage", "billing", "shipping"]),
            record: { try await store.pluginRecord($0) })
    }

    /// A desk on which a first version has routed five tickets to billing, of which a person moved the
    /// last two to shipping, and solved all.
    private func withPast(_ body: (SQLiteStore) async throws -> Void) async throws {
        try await DeskFixture.withDesk { _, store in
            for number in 1...5 {
                let question = Submission(
                    key: "\(number)", requester: Requester(name: "Ada", address: "ada@example.org"),
                    subject: "Lamp \(number)", body: "Dark.", queue: "triage")
                _ = try await store.submit(question, now: DeskFixture.noon)
            }
            let first = try router(proposing(#""billing""#))
            try await FakePlugin.withHost([first]) { host in
                let decider = TicketDecider(
                    store: store, host: host, facts: facts(store), now: { DeskFixture.noon },
                    logger: FakePlugin.silence)
                let rounds = TicketRounds(store: store, decider: decider, logger: FakePlugin.silence)
                _ = await rounds.round(everything: true)
            }
            for number in 1...5 as ClosedRange<Int64> {
                _ = try await store.edit(TicketID(number), now: DeskFixture.noon) { edit in
                    if number > 3 { try edit.apply(.setQueue("shipping"), by: .agent(name: "grace")) }
                    edit.solve(by: "grace")
                }
            }
            try await body(store)
        }
    }

    private func replay(_ plugin: InstalledPlugin, _ store: SQLiteStore) async throws -> ReplayReport {
        try await Replay(plugin, in: store, prefer: []).run(since: DeskFixture.noon - 60)
    }

    @Test(
        "Tickets that would move are named with their reasons, and both versions are measured by what people did"
    )
    func moves() async throws {
        try await withPast { store in
            let next = try router(
                proposing(
                    #""shipping" if p["ticket"]["subject"] in ("Lamp 4", "Lamp 5", "Lamp 1") else "billing""#)
            )
            let report = try await replay(next, store)
            expectNoDifference(report.tickets, 5)
            expectNoDifference(
                report.moves.map { "\($0.ticket) \($0.before) → \($0.after): \($0.afterReason)" },
                ["T-1", "T-4", "T-5"].map { "\($0) billing → shipping: router: fits" })
            expectNoDifference(report.change, 0.6)
            expectNoDifference(report.agreementBefore, WilsonInterval(3, of: 5))
            expectNoDifference(report.agreementAfter, WilsonInterval(4, of: 5))
            expectNoDifference(report.methods["ticket.route"]?.changed, 3)
            #expect(report.p99 >= report.p50 && report.p50 > 0)
            #expect(report.html.contains("<td>T-4</td>"))
            let same = try await replay(try router(proposing(#""billing""#), isDeterministic: true), store)
            expectNoDifference(same.moves, [])
            expectNoDifference(same.notDeterministic, [])
        }
    }

    @Test("One that calls itself deterministic and is not is named; errors and silence are counted")
    func others() async throws {
        try await withPast { store in
            let random = try router(
                "global n\nn = globals().get(\"n\", 0) + 1\n"
                    + proposing(#""billing" if n % 2 else "shipping""#),
                isDeterministic: true)
            let report = try await replay(random, store)
            expectNoDifference(report.notDeterministic.count, 5)
            #expect(report.words.contains("router calls itself deterministic and is not"))
            let silent = try await replay(try router(#"return {"abstain": True, "reason": "no"}"#), store)
            expectNoDifference(silent.methods["ticket.route"]?.abstainedAfter, 5)
            expectNoDifference(silent.moves.map(\.after), Array(repeating: "triage", count: 5))
            let needy = try await replay(try router(#"return {"need": ["queue.load"]}"#), store)
            expectNoDifference(needy.errors, ["it asked for data that was not recorded": 5])
        }
    }

    @Test("What was recorded of an erased ticket is not fed")
    func erased() async throws {
        try await withPast { store in
            _ = try await store.erase([TicketID(4)], by: .agent(name: "grace"), now: DeskFixture.noon)
            let report = try await replay(try router(proposing(#""shipping""#)), store)
            expectNoDifference(report.moves.map(\.ticket), ["T-1", "T-2", "T-3", "T-5"])
        }
    }

    @Test("The interval is Wilson's")
    func wilson() {
        let share = WilsonInterval(20, of: 25)
        #expect(abs(share.low - 0.6087) < 0.0005 && abs(share.high - 0.9114) < 0.0005)
        expectNoDifference(share.words, "80.0 % (60.9 % to 91.1 %, 20 of 25)")
        expectNoDifference(WilsonInterval(0, of: 0).words, "none to compare with")
    }

    @Test("A shadow is asked the same and changes nothing; what it answered otherwise can be seen")
    func shadow() async throws {
        try await DeskFixture.withDesk { _, store in
            let question = Submission(
                key: "1", requester: Requester(name: "Ada", address: "ada@example.org"), subject: "Lamp",
                body: "Dark.", queue: "triage")
            let id = try await store.submit(question, now: DeskFixture.noon).id
            let live = try router(proposing(#""billing""#))
            let shadow = try router(
                proposing(#""shipping""#).replacing("return {", with: #"return {"state_patch": {"x": 1}, "#),
                isShadow: true)
            try await FakePlugin.withHost([live, shadow]) { host in
                expectNoDifference(host.plugins.map(\.id), ["router"])
                expectNoDifference(host.names, ["router", "router.shadow"])
                let decider = TicketDecider(
                    store: store, host: host, facts: facts(store), now: { DeskFixture.noon },
                    logger: FakePlugin.silence)
                let rounds = TicketRounds(store: store, decider: decider, logger: FakePlugin.silence)
                _ = await rounds.round(everything: true)
                var answers = host.lateAnswers.makeAsyncIterator()
                let late = try #require(await answers.next())
                expectNoDifference(late.work.call.plugin, "router.shadow")
                try await store.commit([late.work], to: [late.ticket], now: DeskFixture.noon) { _ in }
                late.settle(true)
            }
            let thread = try #require(try await store.thread(id))
            expectNoDifference(thread.ticket.queue, "billing")
            expectNoDifference(thread.decisions.map(\.plugin), ["router"])
            let states = [
                try await store.pluginRecord("router").state,
                try await store.pluginRecord("router.shadow").state,
            ]
            expectNoDifference(states, ["{}", #"{"x":1}"#])
            let report = try await ShadowReport(of: "router", in: store)
            expectNoDifference(report.compared, 1)
            expectNoDifference(report.differences.map(\.tickets), [["T-1"]])
            #expect(report.words.contains("shipping"))
        }
    }
}
